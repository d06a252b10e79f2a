using System.Text;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>The words of one topic in one language, kept as the bytes of their file: text is made only of what somebody asks for.</summary>
internal sealed class TopicTerms
{
    private const byte Tab = (byte)'\t';
    private const byte Bar = (byte)'|';

    private readonly byte[] _utf8;
    private readonly int[] _fields;
    private string? _label;

    /// <param name="language">The language of all words.</param>
    /// <param name="utf8">Holds <c>label TAB review TAB synonyms TAB search TAB scope</c>.</param>
    /// <param name="start">Where the label begins.</param>
    /// <param name="end">Where the scope note ends.</param>
    /// <param name="file">Names the file in an error.</param>
    /// <param name="line">The line in the file, from 1.</param>
    internal TopicTerms(LanguageTag language, byte[] utf8, int start, int end, string file, int line)
    {
        Language = language;
        _utf8 = utf8;
        _fields = new int[6];
        _fields[0] = start;
        var field = 1;
        for (var tab = Array.IndexOf(utf8, Tab, start, end - start); tab >= 0; tab = Array.IndexOf(utf8, Tab, tab + 1, end - tab - 1))
        {
            if (field == 5)
                throw new InvalidDataException($"{file}:{line}: six fields are expected, more were found.");
            _fields[field++] = tab + 1;
        }

        if (field != 5)
            throw new InvalidDataException($"{file}:{line}: six fields are expected, {field + 1} were found.");
        _fields[5] = end + 1;
    }

    internal static TopicTerms Of(LanguageTag language, string label, bool reviewed, IEnumerable<string> synonyms, IEnumerable<string> search, string scope)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join("\t", label, reviewed ? "reviewed" : "machine", string.Join("|", synonyms), string.Join("|", search), scope));
        return new TopicTerms(language, bytes, 0, bytes.Length, label, 1);
    }

    internal LanguageTag Language { get; }

    internal byte[] Utf8 => _utf8;

    internal string Label => _label ??= Text(0);

    internal bool IsReviewed => Length(1) == "reviewed".Length;

    internal IReadOnlyList<string> Synonyms => Texts(2);

    internal IReadOnlyList<string> SearchTerms => Texts(3);

    internal string Scope => Text(4);

    /// <summary>Walks through the phrases of the label (0), the synonyms (2) or the search terms (3) as ranges of <see cref="Utf8"/>.</summary>
    /// <param name="field">Which of them.</param>
    /// <param name="position">-1 before the first; kept by the method.</param>
    /// <param name="start">Where the phrase begins.</param>
    /// <param name="length">Its bytes.</param>
    internal bool NextPhrase(int field, ref int position, out int start, out int length)
    {
        start = position < 0 ? _fields[field] : position;
        var end = _fields[field + 1] - 1;
        length = 0;
        if (start >= end)
            return false;
        var stop = field == 0 ? -1 : Array.IndexOf(_utf8, Bar, start, end - start);
        if (stop < 0)
            stop = end;
        length = stop - start;
        position = stop + 1;
        return true;
    }

    private int Length(int field) => _fields[field + 1] - 1 - _fields[field];

    private string Text(int field) => Encoding.UTF8.GetString(_utf8, _fields[field], Length(field));

    private string[] Texts(int field)
    {
        var text = Text(field);
        return text.Length == 0 ? [] : text.Split('|');
    }
}
