namespace KimCaseManagement.Topics.Search;

/// <summary>Where a phrase of the term files stands and how much it says.</summary>
internal struct IndexedPhrase
{
    /// <summary>Number of its topic.</summary>
    internal ushort Topic;

    /// <summary>Place of its language among the topic's terms.</summary>
    internal byte Terms;

    /// <summary>Bit of its language.</summary>
    internal int Language;

    /// <summary>Where it begins among the bytes of its terms, and how many they are.</summary>
    internal int Start;

    internal int Length;

    /// <summary>How much a hit in this kind of phrase counts: label, synonym, search term.</summary>
    internal float Trust;

    /// <summary>Sum of the weights of its words.</summary>
    internal float Weight;

    /// <summary>Number of its words that carry meaning.</summary>
    internal byte Words;
}

/// <summary>What kind of word a stem is.</summary>
internal enum WordKind : byte
{
    /// <summary>Points to topics.</summary>
    Content = 0,

    /// <summary>Stands in many requests whatever they are about (need, find, month).</summary>
    Generic = 1,

    /// <summary>Grammar (the, with, I).</summary>
    Function = 2,
}

/// <summary>The words of all topics in all languages, from a word to its topics with the strength of the tie. Immutable once built.</summary>
internal sealed class TopicIndex
{
    internal TopicIndex(IReadOnlyList<Topic> topics, IndexBuilder built)
    {
        Topics = topics;
        Terms = built.Terms;
        Kinds = built.Kinds;
        Weights = built.Weights;
        Languages = built.Languages;
        PostingStarts = built.PostingStarts;
        PostingTopics = built.PostingTopics;
        PostingStrengths = built.PostingStrengths;
        PostingLanguages = built.PostingLanguages;
        PostingPhrases = built.PostingPhrases;
        PhraseListStarts = built.PhraseListStarts;
        PhraseLists = built.PhraseLists;
        Phrases = built.Phrases;
        German = built.German;
    }

    internal IReadOnlyList<Topic> Topics { get; }

    internal TermTable Terms { get; }

    internal WordKind[] Kinds { get; }

    /// <summary>By term: how much it says, 0 to 1; rare words say more.</summary>
    internal float[] Weights { get; }

    /// <summary>By term: the languages it occurs in, one bit each.</summary>
    internal int[] Languages { get; }

    internal int[] PostingStarts { get; }

    internal ushort[] PostingTopics { get; }

    internal float[] PostingStrengths { get; }

    internal int[] PostingLanguages { get; }

    internal int[] PostingPhrases { get; }

    internal int[] PhraseListStarts { get; }

    internal int[] PhraseLists { get; }

    internal IndexedPhrase[] Phrases { get; }

    /// <summary>Bits of German and plain German, whose words are taken apart.</summary>
    internal int German { get; }

    internal bool HasTopics(int term) => PostingStarts[term + 1] > PostingStarts[term];

    internal string PhraseText(int phrase)
    {
        var p = Phrases[phrase];
        return System.Text.Encoding.UTF8.GetString(Topics[p.Topic].Terms[p.Terms].Utf8, p.Start, p.Length);
    }

    internal Vocabulary.LanguageTag PhraseLanguage(int phrase) => Topics[Phrases[phrase].Topic].Terms[Phrases[phrase].Terms].Language;
}
