using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>Reads the core taxonomy from the assembly.</summary>
internal static class TopicData
{
    private static readonly LanguageTag[] Languages = [LanguageTag.German, LanguageTag.English];

    internal static IReadOnlyList<Topic> Load()
    {
        var labels = Languages.ToDictionary(
            language => language,
            language => EmbeddedTable.Read($"Topics/Data/terms.{language}.tsv", "code", "label", "review", "synonyms", "search", "scope").ToDictionary(row => row[0], row => row[1]));
        return EmbeddedTable.Read("Topics/Data/topics.tsv", "code", "broader", "since", "until", "replaced_by", "split_into")
            .Select(row => new Topic(
                TopicCode.From(row[0]),
                row[1].Length == 0 ? null : TopicCode.From(row[1]),
                Languages.ToDictionary(language => language, language => labels[language][row[0]])))
            .ToList()
            .AsReadOnly();
    }
}
