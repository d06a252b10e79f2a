using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>By which release of the taxonomy a report counts the topics of old records (Themenstand).</summary>
/// <remarks>Records keep their codes for ever; only the counting differs. Numbers and codes are kept for ever.</remarks>
public enum TopicCoding
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>Mapped to today: a deprecated code counts as what stands for it now, one that was split as the topic above it; code <c>today</c>.</summary>
    Today = 1,

    /// <summary>By the code of the time: every record counts under the code that it was given; code <c>at-the-time</c>.</summary>
    AtTheTime = 2,
}

/// <summary>The codes of <see cref="TopicCoding"/>, as they stand in files.</summary>
public static class TopicCodings
{
    private static readonly CodeTable<TopicCoding> Table = CodeTable<TopicCoding>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<TopicCoding> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this TopicCoding value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out TopicCoding value) => Table.TryParse(code, out value);
}
