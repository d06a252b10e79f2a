using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>Reads the core taxonomy from the assembly. The files are checked by tests, so a fault here is a bug.</summary>
internal static class TopicData
{
    private const string Header = "code\tlabel\treview\tsynonyms\tsearch\tscope";

    /// <summary>The languages of the taxonomy, those of the people who work with it first.</summary>
    internal static LanguageTag[] Languages { get; } = LanguagesOf("de de-simple en ru uk pl es pt fr tr ar fa ro bg ti");

    /// <summary>What each code corresponds to elsewhere. Read when somebody asks: hardly anybody does, and the taxonomy is loaded when a program starts.</summary>
    private static readonly Lazy<ILookup<string, TopicMapping>> Mappings = new(() =>
        EmbeddedTable.Read("Topics/Data/mappings.tsv", "code", "relation", "target", "source")
            .ToLookup(row => row[0], row => new TopicMapping(Relation(row[1]), row[2], SourceOf(row[3])), StringComparer.Ordinal));

    // Loading happens when a program starts, and then the just-in-time compiler takes longer than the work itself: plain loops are the fewest methods to compile.
    internal static IReadOnlyList<TopicRelease> Releases()
    {
        var rows = EmbeddedTable.Read("Topics/Data/releases.tsv", "version", "note_de", "note_en");
        var releases = new TopicRelease[rows.Count];
        for (var i = 0; i < releases.Length; i++)
            releases[i] = new TopicRelease(rows[i][0], rows[i][1], rows[i][2]);
        return Array.AsReadOnly(releases);
    }

    internal static IReadOnlyList<Topic> Load()
    {
        var rows = EmbeddedTable.Read("Topics/Data/topics.tsv", "code", "broader", "since", "until", "replaced_by", "split_into");
        var terms = new TopicTerms[rows.Count][];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = new TopicTerms[Languages.Length];
        for (var language = 0; language < Languages.Length; language++)
            ReadTerms(Languages[language], language, rows, terms);
        var topics = new Topic[rows.Count];
        for (var i = 0; i < topics.Length; i++)
        {
            var row = rows[i];
            topics[i] = new Topic(new TopicRow(TopicCode.From(row[0]), CodeOrNull(row[1]), row[2], row[3].Length == 0 ? null : row[3], CodeOrNull(row[4]), CodesOf(row[5])), terms[i], MappingsOf);
        }

        return Array.AsReadOnly(topics);
    }

    internal static IReadOnlyList<TopicMapping> MappingsOf(TopicCode code) => [.. Mappings.Value[code.Value]];

    private static LanguageTag[] LanguagesOf(string tags)
    {
        var each = tags.Split(' ');
        var languages = new LanguageTag[each.Length];
        for (var i = 0; i < each.Length; i++)
            languages[i] = LanguageTag.From(each[i]);
        return languages;
    }

    private static void ReadTerms(LanguageTag language, int slot, List<string[]> rows, TopicTerms[][] terms)
    {
        var resource = "Topics/Data/terms." + language.Value + ".tsv";
        var bytes = ReadAll(resource);
        var start = EndOfLine(bytes, 0) + 1;
        if (!StartsWith(bytes, 0, Header))
            throw new InvalidDataException($"{resource}:1: the header must be code, label, review, synonyms, search, scope.");
        for (var topic = 0; topic < rows.Count; topic++)
        {
            var end = EndOfLine(bytes, start);
            var code = rows[topic][0];
            if (start + code.Length >= end || !StartsWith(bytes, start, code))
                throw new InvalidDataException($"{resource}:{topic + 2}: the line of {code} is expected, in the order of topics.tsv.");

            terms[topic][slot] = new TopicTerms(language, bytes, start + code.Length + 1, end, resource, topic + 2);
            start = end + 1;
        }
    }

    private static byte[] ReadAll(string resource)
    {
        using var stream = typeof(TopicData).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidDataException($"The resource {resource} is not in the assembly.");
        var bytes = new byte[stream.Length];
        for (var read = 0; read < bytes.Length;)
        {
            var some = stream.Read(bytes, read, bytes.Length - read);
            if (some == 0)
                throw new InvalidDataException($"The resource {resource} ends early.");
            read += some;
        }

        return bytes;
    }

    private static int EndOfLine(byte[] bytes, int start)
    {
        var end = start < bytes.Length ? Array.IndexOf(bytes, (byte)'\n', start) : -1;
        return end < 0 ? bytes.Length : end;
    }

    private static bool StartsWith(byte[] bytes, int start, string expected)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (start + i >= bytes.Length || bytes[start + i] != expected[i])
                return false;
        }

        return true;
    }

    private static TopicCode[] CodesOf(string text)
    {
        if (text.Length == 0)
            return [];
        var each = text.Split('|');
        var codes = new TopicCode[each.Length];
        for (var i = 0; i < each.Length; i++)
            codes[i] = TopicCode.From(each[i]);
        return codes;
    }

    private static TopicCode? CodeOrNull(string text) => text.Length == 0 ? null : TopicCode.From(text);

    private static Source SourceOf(string code) =>
        Sources.All.FirstOrDefault(s => s.Code == code) ?? throw new InvalidDataException($"Topics/Data/mappings.tsv: '{code}' is not one of the sources.");

    private static TopicMappingRelation Relation(string code) =>
        TopicMappingRelations.TryParse(code, out var relation) ? relation : throw new InvalidDataException($"Topics/Data/mappings.tsv: '{code}' is not a mapping relation.");
}
