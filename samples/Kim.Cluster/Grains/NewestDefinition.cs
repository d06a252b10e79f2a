using System.Globalization;
using KimCaseManagement.Cases;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Kim.Cluster.Grains;

/// <summary>Cases come to life on silos that know the newest lifecycle definition of all that run; those that live elsewhere stay until they are idle or their silo stops.</summary>
/// <remarks>So an upgrade rolls: new silos beside old ones, then the old ones stop. A case that was decided under the new definition never goes back to a silo that can't read it.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NewestDefinitionAttribute() : PlacementFilterAttribute(new NewestDefinitionStrategy())
{
    /// <summary>A name for a silo that tells the others which definition it knows: names stand in the table of members itself.</summary>
    /// <remarks>
    /// Not in Orleans' metadata of silos: they are asked of each silo as soon as it joins, and of one that couldn't answer yet not again for two minutes.
    /// For so long the others would have taken it for older than it is, and cases that only it can read would have stood still.
    /// </remarks>
    internal static string SiloName(CaseLifecycle lifecycle) => string.Create(CultureInfo.InvariantCulture, $"definition-{lifecycle.DefinitionVersion}-{Guid.NewGuid():N}");

    /// <summary>The definition that a silo with this name knows; 0 where the name says none.</summary>
    internal static int DefinitionOf(string? siloName) =>
        siloName?.Split('-') is ["definition", var version, ..] && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var definition) ? definition : 0;
}

/// <summary>The filter's name for Orleans.</summary>
[GenerateSerializer]
internal sealed class NewestDefinitionStrategy() : PlacementFilterStrategy(order: 0);

/// <summary>Leaves only the silos with the newest definition.</summary>
internal sealed class NewestDefinitionFilter(ISiloStatusOracle members) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos) =>
        silos.GroupBy(silo => NewestDefinitionAttribute.DefinitionOf(members.TryGetSiloName(silo, out var name) ? name : null)).MaxBy(group => group.Key) ?? Enumerable.Empty<SiloAddress>();
}
