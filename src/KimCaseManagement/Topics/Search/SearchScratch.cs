namespace KimCaseManagement.Topics.Search;

/// <summary>What one search works in; used again by the next, so that searching allocates little. Belongs to one thread at a time.</summary>
internal sealed class SearchScratch(TopicIndex index)
{
    internal const int MostWords = 96;
    internal const int MostAlternatives = 512;

    /// <summary>Every word may be a compound of the most parts.</summary>
    private const int MostSlots = MostWords * Compounds.MostParts;

    internal char[] Word { get; } = new char[Words.BufferSize];

    internal char[] Other { get; } = new char[Words.BufferSize * 3];

    internal char[] Folded { get; } = new char[MostWords * Words.BufferSize];

    internal int[] FoldedStarts { get; } = new int[MostWords + 1];

    // Slots: one for each word of the query that says something, with the terms it may stand for.
    internal int Slots { get; set; }

    /// <summary>True where the query is a sentence rather than words beside each other.</summary>
    internal bool IsSentence { get; set; }

    internal float[] SlotWeights { get; } = new float[MostSlots];

    /// <summary>True where the word, or a part of a compound, is in the index as it stands.</summary>
    internal bool[] SlotIsKnown { get; } = new bool[MostSlots];

    internal int[] AlternativeStarts { get; } = new int[MostSlots + 1];

    internal int[] AlternativeTerms { get; } = new int[MostAlternatives];

    /// <summary>The word as it stands where its stem has other forms too; -1 otherwise.</summary>
    internal int[] AlternativeForms { get; } = new int[MostAlternatives];

    internal float[] AlternativeQualities { get; } = new float[MostAlternatives];

    internal int Alternatives { get; set; }

    // Topics.
    internal float[] Totals { get; } = new float[index.Topics.Count];

    internal float[] SlotBest { get; } = new float[index.Topics.Count];

    internal float[] BestTie { get; } = new float[index.Topics.Count];

    internal int[] BestPhrase { get; } = new int[index.Topics.Count];

    internal float[] PhraseBest { get; } = new float[index.Topics.Count];

    internal int[] TopicStamps { get; } = new int[index.Topics.Count];

    internal int[] Touched { get; } = new int[index.Topics.Count];

    internal int TouchedCount { get; set; }

    internal int[] SlotTouched { get; } = new int[index.Topics.Count];

    // Phrases.
    internal float[] PhraseSums { get; } = new float[index.Phrases.Length];

    internal int[] PhraseStamps { get; } = new int[index.Phrases.Length];

    internal byte[] PhraseWords { get; } = new byte[index.Phrases.Length];

    internal int[] PhraseSlots { get; } = new int[index.Phrases.Length];

    internal List<int> TouchedPhrases { get; } = new(1024);

    internal int Stamp { get; set; }

    // Spelling.
    internal int[] Forms { get; } = new int[Spelling.MostForms];

    internal int[] Rows { get; } = new int[3 * EditDistance.RowSize];

    internal int[] Parts { get; } = new int[Compounds.MostParts];

    internal float[] LanguageVotes { get; } = new float[32];

    private readonly Dictionary<int, bool> _seen = [];
    private readonly List<(int Term, int Form, int Errors, bool SameFirst)> _candidates = [];

    internal IReadOnlyList<(int Term, int Form, int Errors, bool SameFirst)> Candidates => _candidates;

    internal void ClearCandidates()
    {
        _seen.Clear();
        _candidates.Clear();
    }

    internal bool IsNewCandidate(int item)
    {
        if (_seen.ContainsKey(item))
            return false;
        _seen.Add(item, true);
        return true;
    }

    internal void AddCandidate(int term, int form, int errors, bool sameFirst) => _candidates.Add((term, form, errors, sameFirst));
}
