using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>What the constructors of steps demand of their parameters.</summary>
internal static class Given
{
    internal const int MaxText = 200;

    internal static ArgumentException Missing(string parameter) => new("The value must be given; the default value names nothing.", parameter);

    internal static T Required<T>(T value, IReadOnlyList<T> members, string parameter)
        where T : struct, Enum =>
        members.Contains(value) ? value : throw new ArgumentOutOfRangeException(parameter, value, "The value is not a member of the set, or is the unspecified one.");

    internal static T Optional<T>(T value, IReadOnlyList<T> members, string parameter)
        where T : struct, Enum =>
        EqualityComparer<T>.Default.Equals(value, default) || members.Contains(value) ? value : throw new ArgumentOutOfRangeException(parameter, value, "The value is not a member of the set.");

    internal static string Id(string value, string parameter) => TextCode.IsId(value) ? value : throw TextCode.NotAnId("an id", value, parameter);

    internal static string Text(string value, string parameter) => TextCode.IsId(value) ? value : throw TextCode.NotAnId("a short text", value, parameter);

    internal static int Range(int value, int min, int max, string parameter) =>
        value < min || value > max ? throw new ArgumentOutOfRangeException(parameter, value, $"The value must be {min} to {max}.") : value;

    internal static int? Range(int? value, int min, int max, string parameter) =>
        value is { } number && (number < min || number > max) ? throw new ArgumentOutOfRangeException(parameter, value, $"The value must be {min} to {max}.") : value;

    internal static EquatableList<TopicCode> Topics(IEnumerable<TopicCode>? topics, bool required, string parameter)
    {
        if (topics is null)
            return required ? throw new ArgumentNullException(parameter) : EquatableList<TopicCode>.Empty;
        var list = EquatableList<TopicCode>.CopyOf(topics);
        if (list.Any(t => t.IsDefault) || (required && list.Count == 0))
            throw Missing(parameter);
        return list;
    }

    /// <summary>What stands between the parts of a list in one text.</summary>
    internal const string Between = "|";

    internal static EquatableList<string> Ids(IEnumerable<string>? ids, string parameter)
    {
        var list = EquatableList<string>.CopyOf(ids ?? throw new ArgumentNullException(parameter));
        foreach (var id in list)
        {
            if (Id(id, parameter).Contains('|'))
                throw new ArgumentException($"'{id}' must not hold a '|'; it stands between two names.", parameter);
        }

        return list.Count == 0 ? throw Missing(parameter) : list;
    }

    internal static IReadOnlyList<string> Texts(EquatableList<TopicCode> topics) => [.. topics.Select(t => t.Value)];
}
