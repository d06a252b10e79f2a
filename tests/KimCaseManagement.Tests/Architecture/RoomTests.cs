using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using KimCaseManagement.Texts;

namespace KimCaseManagement.Tests.Architecture;

/// <summary>The arrows between the rooms, read from the compiled assembly, method bodies included.</summary>
public sealed class RoomTests
{
    private const string Root = "KimCaseManagement";

    private static readonly ArchUnitNET.Domain.Architecture Library = new ArchLoader().LoadAssemblies(typeof(TextCatalogue).Assembly).Build();

    /// <summary>Which rooms a room may know, itself left out; the root may know all.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Vocabulary"] = [],
        ["Texts"] = ["Vocabulary"],
        ["Topics"] = ["Vocabulary", "Texts"],
        ["Residence"] = ["Vocabulary", "Texts"],
        ["Eligibility"] = ["Vocabulary", "Texts", "Topics"],
        ["Cases"] = ["Vocabulary", "Texts", "Topics", "Residence", "Eligibility"],
        ["Reporting"] = ["Vocabulary", "Texts", "Topics", "Residence", "Cases"],
        ["Serialization"] = ["Vocabulary", "Texts", "Topics", "Residence", "Eligibility", "Cases", "Reporting"],
    };

    public static TheoryData<string> Rooms => [.. MayKnow.Keys];

    [Fact]
    public void Every_room_of_the_library_stands_in_the_table_of_arrows()
    {
        var rooms = Library.Types.Select(t => RoomOf(t)).OfType<string>().ToHashSet();
        Assert.Contains("Eligibility", rooms);
        Assert.Subset(MayKnow.Keys.ToHashSet(), rooms);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_the_rooms_that_it_may_know(string room)
    {
        var allowed = MayKnow[room].Append(room).ToHashSet();
        var arrows = TypesOf(room)
            .SelectMany(type => Targets(type).Select(target => (From: type.FullName, To: target.FullName, Room: RoomOf(target))))
            .Where(arrow => arrow.Room is not null && !allowed.Contains(arrow.Room))
            .Select(arrow => $"{arrow.From} -> {arrow.To}")
            .Distinct();
        Assert.Empty(arrows);
    }

    [Fact]
    public void Nothing_in_Eligibility_reaches_Residence_not_even_by_a_detour()
    {
        var seen = new HashSet<string>();
        var queue = new Queue<IType>(TypesOf("Eligibility"));
        while (queue.TryDequeue(out var type))
        {
            if (!seen.Add(type.FullName))
                continue;
            foreach (var target in Targets(type).Where(t => RoomOf(t) is not null))
                queue.Enqueue(target);
        }

        Assert.Contains(seen, name => name.StartsWith($"{Root}.Vocabulary.", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, name => name.StartsWith($"{Root}.Residence.", StringComparison.Ordinal));
    }

    [Fact]
    public void Reporting_knows_Cases_only_in_one_projection()
    {
        var knowing = TypesOf("Reporting")
            .Where(type => Targets(type).Any(target => RoomOf(target) == "Cases"))
            .Select(OutermostName)
            .Distinct();
        Assert.True(knowing.Count() <= 1, string.Join(", ", knowing));
    }

    private static IEnumerable<IType> TypesOf(string room) => Library.Types.Where(t => RoomOf(t) == room);

    private static IEnumerable<IType> Targets(IType type) => type.Dependencies.Select(d => d.Target);

    private static string? RoomOf(IType type)
    {
        var full = type.FullName;
        if (!full.StartsWith(Root + ".", StringComparison.Ordinal) || type.Assembly.Name.Split(',')[0] is not Root)
            return null;
        var rest = full[(Root.Length + 1)..];
        return rest.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? rest[..dot] : null;
    }

    private static string OutermostName(IType type) => type.FullName.Split('+', '/', '`')[0];
}
