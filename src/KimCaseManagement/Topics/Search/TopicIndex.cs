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

    /// <summary>Number of its words.</summary>
    internal byte Words;

    /// <summary>False where it is made of grammar only.</summary>
    internal bool HasContent;
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

    /// <summary>An everyday word that no topic has (penguin, recipe, rain): it speaks against every topic, and is no typing error of another word.</summary>
    Elsewhere = 3,
}

/// <summary>From words to topics: which, how strongly, in which languages, through which phrase.</summary>
internal sealed class PostingList(int keys)
{
    private ushort[] _topics = new ushort[keys * 2];
    private float[] _strengths = new float[keys * 2];
    private int[] _languages = new int[keys * 2];
    private int[] _phrases = new int[keys * 2];
    private int _used;

    internal static PostingList Empty { get; } = new(0);

    internal int[] Starts { get; } = new int[keys + 1];

    internal ushort[] Topics => _topics;

    /// <summary>0 to 1.</summary>
    internal float[] Strengths => _strengths;

    /// <summary>The languages in which the word leads to the topic, one bit each.</summary>
    internal int[] Languages => _languages;

    internal int[] Phrases => _phrases;

    internal void Add(ushort topic, float strength, int languages, int phrase)
    {
        if (_used == _topics.Length)
        {
            var longer = Math.Max(16, _used * 2);
            Array.Resize(ref _topics, longer);
            Array.Resize(ref _strengths, longer);
            Array.Resize(ref _languages, longer);
            Array.Resize(ref _phrases, longer);
        }

        _topics[_used] = topic;
        _strengths[_used] = strength;
        _languages[_used] = languages;
        _phrases[_used++] = phrase;
    }

    internal void End(int key) => Starts[key + 1] = _used;
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
        Forms = built.Forms;
        TermPostings = built.TermPostings;
        FormPostings = built.FormPostings;
        PhraseListStarts = built.PhraseListStarts;
        PhraseLists = built.PhraseLists;
        Phrases = built.Phrases;
        German = built.German;
        FormTerms = built.FormTerms;
        FormKinds = built.FormKinds;
        FormFactors = built.FormFactors;
        Compounds = built.Compounds!;
    }

    internal IReadOnlyList<Topic> Topics { get; }

    internal TermTable Terms { get; }

    internal WordKind[] Kinds { get; }

    /// <summary>By term: how much it says, 0 to 1; rare words say more.</summary>
    internal float[] Weights { get; }

    /// <summary>By term: the languages it occurs in, one bit each.</summary>
    internal int[] Languages { get; }

    /// <summary>From a stem to its topics.</summary>
    internal PostingList TermPostings { get; }

    /// <summary>Words as they stand, folded.</summary>
    internal TermTable Forms { get; }

    /// <summary>From a word as it stands to its topics; nothing where its stem has no other form.</summary>
    internal PostingList FormPostings { get; }

    internal int[] PhraseListStarts { get; }

    internal int[] PhraseLists { get; }

    internal IndexedPhrase[] Phrases { get; }

    /// <summary>From a word as it stands to its stem.</summary>
    internal IReadOnlyList<int> FormTerms { get; }

    /// <summary>By form: what kind of word it is.</summary>
    internal IReadOnlyList<WordKind> FormKinds { get; }

    /// <summary>By form: what its stem's weight is multiplied with.</summary>
    internal float[] FormFactors { get; }

    internal Compounds Compounds { get; }

    /// <summary>Bits of German and plain German, whose words are taken apart.</summary>
    internal int German { get; }

    internal bool HasTopics(int term) => TermPostings.Starts[term + 1] > TermPostings.Starts[term];

    internal string PhraseText(int phrase)
    {
        var p = Phrases[phrase];
        return System.Text.Encoding.UTF8.GetString(Topics[p.Topic].Terms[p.Terms].Utf8, p.Start, p.Length);
    }

    internal Vocabulary.LanguageTag PhraseLanguage(int phrase) => Topics[Phrases[phrase].Topic].Terms[Phrases[phrase].Terms].Language;
}
