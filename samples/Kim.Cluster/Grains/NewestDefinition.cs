using System.Globalization;
using KimCaseManagement.Cases;
using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Kim.Cluster.Grains;

/// <summary>Cases come to life on silos that know the newest lifecycle definition of all that run; those that live elsewhere stay until they are idle or their silo stops.</summary>
/// <remarks>So an upgrade rolls: new silos beside old ones, then the old ones stop. A case that was decided under the new definition never goes back to a silo that can't read it.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NewestDefinitionAttribute() : PlacementFilterAttribute(new NewestDefinitionStrategy())
{
    /// <summary>Under this name a silo tells the others which definition it knows.</summary>
    internal const string Key = "kim.definition";

    internal static Dictionary<string, string> Metadata(CaseLifecycle lifecycle) => new() { [Key] = lifecycle.DefinitionVersion.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>The filter's name for Orleans.</summary>
[GenerateSerializer]
internal sealed class NewestDefinitionStrategy() : PlacementFilterStrategy(order: 0);

/// <summary>Leaves only the silos with the newest definition.</summary>
internal sealed class NewestDefinitionFilter(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos) =>
        silos.GroupBy(DefinitionOf).MaxBy(group => group.Key) ?? Enumerable.Empty<SiloAddress>();

    private int DefinitionOf(SiloAddress silo) =>
        metadata.GetSiloMetadata(silo).Metadata.TryGetValue(NewestDefinitionAttribute.Key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
}
