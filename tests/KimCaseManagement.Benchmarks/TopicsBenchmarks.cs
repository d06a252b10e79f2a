using BenchmarkDotNet.Attributes;
using KimCaseManagement.Topics;
using KimCaseManagement.Topics.Search;

namespace KimCaseManagement.Benchmarks;

/// <summary>Topics: loading, finding a word exactly and with typing errors, a sentence; beside the plain ways over the same labels, synonyms and search terms.</summary>
[MemoryDiagnoser]
public class TopicsBenchmarks
{
    private const string Word = "Schuldnerberatung";
    private const string Misspelt = "Schuldnerbratugn";
    private const string Sentence = "Mein Vermieter will nach der Kündigung meine Kaution nicht zurückzahlen";

    private string[] _labels = [];
    private string[] _preferred = [];

    [GlobalSetup]
    public void Setup()
    {
        _labels = [.. TopicTaxonomy.Core.All.SelectMany(t => t.Languages.SelectMany(l => t.AltLabels(l).Concat(t.HiddenLabels(l)).Prepend(t.Label(l).Text)))];
        _preferred = [.. TopicTaxonomy.Core.All.SelectMany(t => t.Languages.Select(l => t.Label(l).Text))];
        TopicTaxonomy.Core.Search(Word);
        TopicTaxonomy.Core.Search(Misspelt);
    }

    [Benchmark(Description = "load the taxonomy")]
    public object Load() => TopicData.Load();

    [Benchmark(Description = "build the index")]
    public object BuildIndex() => IndexBuilder.Build(TopicTaxonomy.Core.All);

    [Benchmark(Description = "word, exactly")]
    public int ExactWord() => TopicTaxonomy.Core.Search(Word, 3).Count;

    [Benchmark(Description = "word, exactly, by scanning preferred labels only (OrdinalIgnoreCase)")]
    public int ScanPreferredForWord() => Scan(_preferred);

    [Benchmark(Description = "word, exactly, by scanning labels, synonyms and search terms (OrdinalIgnoreCase)")]
    public int ScanForWord() => Scan(_labels);

    private static int Scan(string[] labels)
    {
        var found = 0;
        foreach (var label in labels)
        {
            if (label.Contains(Word, StringComparison.OrdinalIgnoreCase))
                found++;
        }

        return found;
    }

    [Benchmark(Description = "word with two errors")]
    public int MisspeltWord() => TopicTaxonomy.Core.Search(Misspelt, 3).Count;

    [Benchmark(Description = "word with two errors, by Damerau-Levenshtein on preferred labels only")]
    public int MeasurePreferredLabels() => Measure(_preferred);

    [Benchmark(Description = "word with two errors, by Damerau-Levenshtein on labels, synonyms and search terms")]
    public int MeasureAllLabels() => Measure(_labels);

    private static int Measure(string[] labels)
    {
        var found = 0;
        foreach (var label in labels)
        {
            if (DamerauLevenshtein(Misspelt, label) <= 2)
                found++;
        }

        return found;
    }

    [Benchmark(Description = "sentence of ten words")]
    public int TenWords() => TopicTaxonomy.Core.Search(Sentence, 3).Count;

    /// <summary>As in the textbook: the whole matrix, restricted transpositions.</summary>
    private static int DamerauLevenshtein(string a, string b)
    {
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            distances[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            distances[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                var distance = Math.Min(Math.Min(distances[i - 1, j] + 1, distances[i, j - 1] + 1), distances[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance = Math.Min(distance, distances[i - 2, j - 2] + 1);
                distances[i, j] = distance;
            }
        }

        return distances[a.Length, b.Length];
    }
}
