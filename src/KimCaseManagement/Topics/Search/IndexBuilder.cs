using System.Text;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics.Search;

/// <summary>Builds a <see cref="TopicIndex"/> from the terms of topics, stop words included.</summary>
internal sealed class IndexBuilder
{
    /// <summary>How much a hit in a label, a synonym and a search term counts.</summary>
    private const float LabelTrust = 1f;
    private const float SynonymTrust = 0.95f;
    private const float SearchTrust = 0.9f;

    /// <summary>What is left of a word's weight when it is one of every request, or only grammar.</summary>
    private const float GenericFactor = 0.3f;
    private const float FunctionFactor = 0.06f;

    /// <summary>A part of a compound ties less than a word.</summary>
    private const float PartFactor = 0.55f;

    private readonly char[] _text = new char[1 << 12];
    private readonly char[] _word = new char[Words.BufferSize];
    private readonly List<int> _phraseTerms = new(1 << 17);
    private readonly List<int> _phraseStarts = new(1 << 16);
    private readonly IReadOnlyList<Topic> _topics;
    private readonly List<LanguageTag> _languageOrder = [];
    private int _phraseCount;

    private IndexBuilder(IReadOnlyList<Topic> topics) => _topics = topics;

    internal TermTable Terms { get; } = new();

    internal WordKind[] Kinds { get; private set; } = new WordKind[1 << 14];

    internal float[] Weights { get; private set; } = [];

    internal int[] Languages { get; private set; } = new int[1 << 14];

    internal int[] PostingStarts { get; private set; } = [];

    internal ushort[] PostingTopics { get; private set; } = new ushort[1 << 16];

    internal float[] PostingStrengths { get; private set; } = new float[1 << 16];

    internal int[] PostingLanguages { get; private set; } = new int[1 << 16];

    internal int[] PostingPhrases { get; private set; } = new int[1 << 16];

    internal int[] PhraseListStarts { get; private set; } = [];

    internal int[] PhraseLists { get; private set; } = [];

    internal IndexedPhrase[] Phrases { get; private set; } = new IndexedPhrase[1 << 15];

    internal int German { get; private set; }

    internal static TopicIndex Build(IReadOnlyList<Topic> topics)
    {
        var builder = new IndexBuilder(topics);
        builder.AddStopWords();
        for (var topic = 0; topic < topics.Count; topic++)
        {
            if (!topics[topic].IsDeprecated && !topics[topic].IsHidden)
                builder.AddTopic(topic);
        }

        builder.Finish();
        return new TopicIndex(topics, builder);
    }

    private int LanguageBit(LanguageTag language)
    {
        var place = _languageOrder.IndexOf(language);
        if (place < 0)
        {
            place = _languageOrder.Count;
            _languageOrder.Add(language);
            if (language == LanguageTag.German || language == LanguageTag.PlainGerman)
                German |= 1 << Math.Min(place, 30);
        }

        return 1 << Math.Min(place, 30);
    }

    private void AddStopWords()
    {
        foreach (var row in EmbeddedTable.Read("Topics/Data/stopwords.tsv", "language", "kind", "words"))
        {
            var bit = LanguageBit(LanguageTag.From(row[0]));
            var kind = row[1] == "function" ? WordKind.Function : WordKind.Generic;
            var letters = row[2].ToCharArray();
            var words = new Words(letters, 0, letters.Length, _word);
            while (words.Next())
            {
                var term = TermOf(words.Length);
                Languages[term] |= bit;
                if (Kinds[term] < kind)
                    Kinds[term] = kind;
            }
        }
    }

    private int TermOf(int length)
    {
        var start = 0;
        Stems.Reduce(_word, ref start, ref length);
        var term = Terms.FindOrAdd(_word, start, length);
        if (term >= Kinds.Length)
        {
            var kinds = Kinds;
            var languages = Languages;
            Array.Resize(ref kinds, Kinds.Length * 2);
            Array.Resize(ref languages, kinds.Length);
            Kinds = kinds;
            Languages = languages;
        }

        return term;
    }

    private void AddTopic(int topic)
    {
        var all = _topics[topic].Terms;
        for (var i = 0; i < all.Count; i++)
        {
            var terms = all[i];
            var bit = LanguageBit(terms.Language);
            AddField(topic, i, terms, bit, 0, LabelTrust);
            AddField(topic, i, terms, bit, 2, SynonymTrust);
            AddField(topic, i, terms, bit, 3, SearchTrust);
        }
    }

    private void AddField(int topic, int slot, TopicTerms terms, int bit, int field, float trust)
    {
        var position = -1;
        while (terms.NextPhrase(field, ref position, out var start, out var length))
        {
            if (length == 0 || length > _text.Length)
                continue;
            if (_phraseCount == Phrases.Length)
            {
                var longer = Phrases;
                Array.Resize(ref longer, longer.Length * 2);
                Phrases = longer;
            }

            Phrases[_phraseCount++] = new IndexedPhrase { Topic = (ushort)topic, Terms = (byte)slot, Language = bit, Start = start, Length = length, Trust = trust };
            _phraseStarts.Add(_phraseTerms.Count);
            var letters = Encoding.UTF8.GetChars(terms.Utf8, start, length, _text, 0);
            var words = new Words(_text, 0, letters, _word);
            while (words.Next())
            {
                var term = TermOf(words.Length);
                Languages[term] |= bit;
                if (_phraseTerms.IndexOf(term, _phraseStarts[_phraseCount - 1]) < 0)
                    _phraseTerms.Add(term);
            }
        }
    }

    private void Finish()
    {
        _phraseStarts.Add(_phraseTerms.Count);
        var lists = ListPhrasesByTerm();
        var parts = ListCompoundsByPart();
        WeighTerms(lists);
        WeighPhrases();
        Post(lists, parts);
        ListMeaningfulPhrases();
    }

    private Lists ListPhrasesByTerm()
    {
        var lists = new Lists(Terms.Count);
        foreach (var term in _phraseTerms)
            lists.Count(term);
        lists.Allocate();
        for (var phrase = 0; phrase < _phraseCount; phrase++)
        {
            for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
                lists.Add(_phraseTerms[i], phrase);
        }

        return lists;
    }

    private Lists ListCompoundsByPart()
    {
        var pairs = new List<(int Part, int Compound)>();
        var parts = new int[Compounds.MostParts];
        var qualifies = new CompoundParts(Terms, Kinds, Languages, German);
        for (var term = 0; term < Terms.Count; term++)
        {
            if ((Languages[term] & German) == 0 || Terms.Length(term) < Compounds.Shortest)
                continue;
            var count = Compounds.Split(qualifies, Terms.Letters, Terms.Start(term), Terms.Length(term), parts);
            for (var i = 0; i < count; i++)
                pairs.Add((parts[i], term));
        }

        var lists = new Lists(Terms.Count);
        foreach (var (part, _) in pairs)
            lists.Count(part);
        lists.Allocate();
        foreach (var (part, compound) in pairs)
            lists.Add(part, compound);
        return lists;
    }

    /// <summary>Rare words weigh more: by the number of topics that have them, 1 for a word of a single topic.</summary>
    private void WeighTerms(Lists lists)
    {
        Weights = new float[Terms.Count];
        var seen = new int[_topics.Count];
        var all = Math.Log(1 + _topics.Count);
        for (var term = 0; term < Terms.Count; term++)
        {
            var topics = 0;
            for (var i = lists.Start(term); i < lists.End(term); i++)
            {
                var topic = Phrases[lists[i]].Topic;
                if (seen[topic] == term + 1)
                    continue;
                seen[topic] = term + 1;
                topics++;
            }

            var weight = (float)(Math.Log(1 + ((double)_topics.Count / Math.Max(topics, 1))) / all);
            Weights[term] = Math.Min(weight, 1f) * Kinds[term] switch
            {
                WordKind.Function => FunctionFactor,
                WordKind.Generic => GenericFactor,
                _ => 1f,
            };
        }
    }

    private void WeighPhrases()
    {
        for (var phrase = 0; phrase < _phraseCount; phrase++)
        {
            var (weight, words, content) = (0f, 0, 0f);
            for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
            {
                var term = _phraseTerms[i];
                weight += Weights[term];
                words++;
                if (Kinds[term] != WordKind.Function)
                    content += Weights[term];
            }

            Phrases[phrase].Weight = content > 0 ? content : Math.Max(weight, 0.0001f);
            Phrases[phrase].Words = (byte)Math.Min(words, byte.MaxValue);
        }
    }

    private bool HasContent(int phrase)
    {
        for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
        {
            if (Kinds[_phraseTerms[i]] != WordKind.Function)
                return true;
        }

        return false;
    }

    /// <summary>From the phrases of a term, and of the compounds that it is part of, to one tie for each topic.</summary>
    private void Post(Lists lists, Lists compounds)
    {
        PostingStarts = new int[Terms.Count + 1];
        var best = new float[_topics.Count];
        var others = new float[_topics.Count];
        var languages = new int[_topics.Count];
        var phrases = new int[_topics.Count];
        var touched = new List<int>();
        var used = 0;
        for (var term = 0; term < Terms.Count; term++)
        {
            touched.Clear();
            for (var i = lists.Start(term); i < lists.End(term); i++)
                Tie(lists[i], Weights[term], 1f);
            for (var c = compounds.Start(term); c < compounds.End(term); c++)
            {
                for (var i = lists.Start(compounds[c]); i < lists.End(compounds[c]); i++)
                    Tie(lists[i], Weights[compounds[c]], PartFactor);
            }

            foreach (var topic in touched)
            {
                if (used == PostingTopics.Length)
                    GrowPostings();
                PostingTopics[used] = (ushort)topic;
                PostingStrengths[used] = best[topic] + ((1 - best[topic]) * (1 - others[topic]));
                PostingLanguages[used] = languages[topic];
                PostingPhrases[used] = phrases[topic];
                used++;
                best[topic] = 0;
            }

            PostingStarts[term + 1] = used;
        }

        void Tie(int phrase, float weight, float factor)
        {
            ref var p = ref Phrases[phrase];
            var share = Math.Min(1f, weight / p.Weight);
            if (weight < 0.12f && HasContent(phrase) && share < 0.3f)
                return;
            var tie = p.Trust * factor * (float)Math.Pow(share, 0.7);
            if (best[p.Topic] == 0)
            {
                touched.Add(p.Topic);
                others[p.Topic] = 1;
                languages[p.Topic] = 0;
            }

            languages[p.Topic] |= p.Language;
            if (tie > best[p.Topic])
            {
                if (best[p.Topic] > 0)
                    others[p.Topic] *= 1 - (0.15f * best[p.Topic]);
                best[p.Topic] = tie;
                phrases[p.Topic] = phrase;
            }
            else
            {
                others[p.Topic] *= 1 - (0.15f * tie);
            }
        }
    }

    private void GrowPostings()
    {
        var (topics, strengths, languages, phrases) = (PostingTopics, PostingStrengths, PostingLanguages, PostingPhrases);
        Array.Resize(ref topics, topics.Length * 2);
        Array.Resize(ref strengths, topics.Length);
        Array.Resize(ref languages, topics.Length);
        Array.Resize(ref phrases, topics.Length);
        (PostingTopics, PostingStrengths, PostingLanguages, PostingPhrases) = (topics, strengths, languages, phrases);
    }

    /// <summary>From a term to the phrases of several words in which it carries meaning; grammar counts only where a phrase has nothing else.</summary>
    private void ListMeaningfulPhrases()
    {
        var lists = new Lists(Terms.Count);
        for (var round = 0; round < 2; round++)
        {
            for (var phrase = 0; phrase < _phraseCount; phrase++)
            {
                if (Phrases[phrase].Words < 2)
                    continue;
                var content = HasContent(phrase);
                for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
                {
                    var term = _phraseTerms[i];
                    if (content && Kinds[term] == WordKind.Function)
                        continue;
                    if (round == 0)
                        lists.Count(term);
                    else
                        lists.Add(term, phrase);
                }
            }

            if (round == 0)
                lists.Allocate();
        }

        PhraseListStarts = lists.Starts;
        PhraseLists = lists.Items;
    }

    /// <summary>Many small lists in one array: counted first, then filled.</summary>
    private sealed class Lists(int keys)
    {
        private readonly int[] _filled = new int[keys];

        internal int[] Starts { get; } = new int[keys + 1];

        internal int[] Items { get; private set; } = [];

        internal int this[int place] => Items[place];

        internal int Start(int key) => Starts[key];

        internal int End(int key) => Starts[key + 1];

        internal void Count(int key) => Starts[key + 1]++;

        internal void Allocate()
        {
            for (var key = 0; key < _filled.Length; key++)
                Starts[key + 1] += Starts[key];
            Items = new int[Starts[_filled.Length]];
        }

        internal void Add(int key, int item) => Items[Starts[key] + _filled[key]++] = item;
    }
}
