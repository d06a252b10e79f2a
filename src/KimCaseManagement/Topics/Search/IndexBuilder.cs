using System.Runtime.CompilerServices;
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

    /// <summary>How strong a tie is by the share of its phrase that the word makes up: share to the power of 0.7.</summary>
    private static readonly float[] ShareToTie = [.. Enumerable.Range(0, 257).Select(i => (float)Math.Pow(i / 256.0, 0.7))];

    private readonly char[] _text = new char[1 << 12];
    private readonly char[] _word = new char[Words.BufferSize];
    private readonly List<int> _phraseTerms = new(1 << 17);
    private readonly List<int> _phraseForms = new(1 << 17);
    private readonly List<int> _phraseStarts = new(1 << 16);
    private readonly List<int> _formTerms = new(1 << 15);
    private readonly List<WordKind> _formKinds = new(1 << 15);
    private readonly IReadOnlyList<Topic> _topics;
    private readonly List<LanguageTag> _languageOrder = [];
    private int _phraseCount;

    private IndexBuilder(IReadOnlyList<Topic> topics) => _topics = topics;

    /// <summary>Stems.</summary>
    internal TermTable Terms { get; } = new();

    /// <summary>Words as they stand, folded. Their ties are kept apart where a stem has several, so that the very word counts more than its relatives.</summary>
    internal TermTable Forms { get; } = new();

    internal PostingList TermPostings { get; private set; } = PostingList.Empty;

    internal PostingList FormPostings { get; private set; } = PostingList.Empty;

    internal WordKind[] Kinds { get; private set; } = new WordKind[1 << 14];

    internal float[] Weights { get; private set; } = [];

    internal int[] Languages { get; private set; } = new int[1 << 14];

    internal int[] PhraseListStarts { get; private set; } = [];

    internal int[] PhraseLists { get; private set; } = [];

    internal IndexedPhrase[] Phrases { get; private set; } = new IndexedPhrase[1 << 15];

    internal int German { get; private set; }

    internal IReadOnlyList<int> FormTerms => _formTerms;

    internal IReadOnlyList<WordKind> FormKinds => _formKinds;

    /// <summary>By form: what its weight is multiplied with, as a stop word may share its stem with a word that says something (право, правя).</summary>
    internal float[] FormFactors { get; private set; } = [];

    internal Compounds? Compounds { get; private set; }

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
            var kind = row[1] switch
            {
                "function" => WordKind.Function,
                "generic" => WordKind.Generic,
                "elsewhere" => WordKind.Elsewhere,
                _ => throw new InvalidDataException($"Topics/Data/stopwords.tsv: '{row[1]}' is not a kind of words."),
            };
            var letters = row[2].ToCharArray();
            var words = new Words(letters, 0, letters.Length, _word);
            while (words.Next())
            {
                var form = FormOf(words.Length);
                var term = _formTerms[form];
                Languages[term] |= bit;
                _formKinds[form] = Stronger(_formKinds[form], kind);
                Kinds[term] = Stronger(Kinds[term], kind);
            }
        }
    }

    /// <summary>What is grammar in one language is so wherever it stands; what lies elsewhere is so only where no language says otherwise.</summary>
    private static WordKind Stronger(WordKind one, WordKind other) =>
        one == WordKind.Elsewhere ? (other == WordKind.Content ? one : other)
        : other == WordKind.Elsewhere ? (one == WordKind.Content ? other : one)
        : one > other ? one : other;

    private int FormOf(int length)
    {
        var form = Forms.FindOrAdd(_word, 0, length);
        if (form == _formTerms.Count)
        {
            var kind = IsNumber(length) ? WordKind.Generic : WordKind.Content;
            _formTerms.Add(TermOf(length));
            _formKinds.Add(kind);
            Kinds[_formTerms[form]] = Stronger(Kinds[_formTerms[form]], kind);
        }

        return form;
    }

    /// <summary>A number says little but beside its word: § 24, ALG 1.</summary>
    private bool IsNumber(int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (!Folding.IsDigit(_word[i]))
                return false;
        }

        return true;
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

    [MethodImpl(Jit.AtOnce)]
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
                var form = FormOf(words.Length);
                var term = _formTerms[form];
                Languages[term] |= bit;
                if (_formKinds[form] == WordKind.Elsewhere)
                    _formKinds[form] = WordKind.Content;
                if (_phraseTerms.IndexOf(term, _phraseStarts[_phraseCount - 1]) < 0)
                {
                    _phraseTerms.Add(term);
                    _phraseForms.Add(form);
                }
            }
        }
    }

    private void Finish()
    {
        _phraseStarts.Add(_phraseTerms.Count);
        WeighForms();
        var lists = ListPhrases(_phraseTerms, Terms.Count);
        var parts = ListCompoundsByPart();
        WeighTerms(lists);
        WeighPhrases();
        TermPostings = Post(lists, parts, Terms.Count, static term => term);
        FormPostings = Post(ListPhrases(FormsThatDiffer(), Forms.Count), null, Forms.Count, form => _formTerms[form]);
        ListMeaningfulPhrases();
    }

    [MethodImpl(Jit.AtOnce)]
    private Lists ListPhrases(List<int> keys, int count)
    {
        var lists = new Lists(count);
        foreach (var key in keys)
        {
            if (key >= 0)
                lists.Count(key);
        }

        lists.Allocate();
        for (var phrase = 0; phrase < _phraseCount; phrase++)
        {
            for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
            {
                if (keys[i] >= 0)
                    lists.Add(keys[i], phrase);
            }
        }

        return lists;
    }

    /// <summary>The forms of all phrases; -1 where a stem has one form only, whose ties are the stem's.</summary>
    [MethodImpl(Jit.AtOnce)]
    private List<int> FormsThatDiffer()
    {
        var forms = new int[Terms.Count];
        foreach (var term in _formTerms)
            forms[term]++;
        return [.. _phraseForms.Select(form => forms[_formTerms[form]] > 1 ? form : -1)];
    }

    private Lists ListCompoundsByPart()
    {
        var pairs = new List<(int Part, int Compound)>();
        var parts = new int[Search.Compounds.MostParts];
        Compounds = new Compounds(Terms, Forms, _formTerms, Kinds, Languages, German);
        var seen = new bool[Terms.Count];
        for (var form = 0; form < Forms.Count; form++)
        {
            var term = _formTerms[form];
            if (seen[term] || (Languages[term] & German) == 0 || Forms.Length(form) < Search.Compounds.Shortest)
                continue;
            seen[term] = true;
            var count = Compounds.Split(Forms.Letters, Forms.Start(form), Forms.Length(form), parts, _text);
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
    [MethodImpl(Jit.AtOnce)]
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
            Weights[term] = Math.Min(weight, 1f) * Factor(Kinds[term]);
        }
    }

    private static float Factor(WordKind kind) => kind switch
    {
        WordKind.Function => FunctionFactor,
        WordKind.Generic => GenericFactor,
        _ => 1f,
    };

    /// <summary>A stem is a stop word's only where it has no other form.</summary>
    private void WeighForms()
    {
        for (var form = 0; form < _formTerms.Count; form++)
        {
            if (_formKinds[form] == WordKind.Content)
                Kinds[_formTerms[form]] = WordKind.Content;
        }

        FormFactors = new float[_formTerms.Count];
        for (var form = 0; form < _formTerms.Count; form++)
            FormFactors[form] = Math.Min(1f, Factor(_formKinds[form]) / Factor(Kinds[_formTerms[form]]));
    }

    private float Weight(int place) => Weights[_phraseTerms[place]] * FormFactors[_phraseForms[place]];

    private bool IsGrammar(int place) => _formKinds[_phraseForms[place]] == WordKind.Function;

    [MethodImpl(Jit.AtOnce)]
    private void WeighPhrases()
    {
        for (var phrase = 0; phrase < _phraseCount; phrase++)
        {
            var (weight, words, content) = (0f, 0, 0f);
            for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
            {
                weight += Weight(i);
                words++;
                if (!IsGrammar(i))
                    content += Weight(i);
            }

            Phrases[phrase].HasContent = content > 0;
            Phrases[phrase].Weight = content > 0 ? content : Math.Max(weight, 0.0001f);
            Phrases[phrase].Words = (byte)Math.Min(words, byte.MaxValue);
        }
    }

    /// <summary>From the phrases of a term, and of the compounds that it is part of, to one tie for each topic.</summary>
    [MethodImpl(Jit.AtOnce)]
    private PostingList Post(Lists lists, Lists? compounds, int keys, Func<int, int> termOf)
    {
        var postings = new PostingList(keys);
        var best = new float[_topics.Count];
        var others = new float[_topics.Count];
        var languages = new int[_topics.Count];
        var phrases = new int[_topics.Count];
        var touched = new List<int>();
        for (var key = 0; key < keys; key++)
        {
            touched.Clear();
            var term = termOf(key);
            for (var i = lists.Start(key); i < lists.End(key); i++)
                Tie(lists[i], Weights[term], 1f);
            for (var c = compounds?.Start(key) ?? 0; c < (compounds?.End(key) ?? 0); c++)
            {
                var compound = compounds![c];
                for (var i = lists.Start(compound); i < lists.End(compound); i++)
                    Tie(lists[i], Weights[compound], PartFactor);
            }

            foreach (var topic in touched)
            {
                postings.Add((ushort)topic, best[topic] + ((1 - best[topic]) * (1 - others[topic])), languages[topic], phrases[topic]);
                best[topic] = 0;
            }

            postings.End(key);
        }

        return postings;

        [MethodImpl(Jit.AtOnce)]
        void Tie(int phrase, float weight, float factor)
        {
            ref var p = ref Phrases[phrase];
            var share = Math.Min(1f, weight / p.Weight);
            if (weight < 0.12f && p.HasContent && share < 0.3f)
                return;
            var tie = p.Trust * factor * ShareToTie[(int)(share * (ShareToTie.Length - 1))];
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

    /// <summary>From a term to the phrases of several words in which it carries meaning; grammar counts only where a phrase has nothing else but words of every request ("iş arıyorum": the first word is English grammar, too).</summary>
    [MethodImpl(Jit.AtOnce)]
    private void ListMeaningfulPhrases()
    {
        var lists = new Lists(Terms.Count);
        for (var round = 0; round < 2; round++)
        {
            for (var phrase = 0; phrase < _phraseCount; phrase++)
            {
                if (Phrases[phrase].Words < 2)
                    continue;
                var meansSomething = MeansSomethingByAWord(phrase);
                for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
                {
                    var term = _phraseTerms[i];
                    if (meansSomething && IsGrammar(i))
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

    private bool MeansSomethingByAWord(int phrase)
    {
        for (var i = _phraseStarts[phrase]; i < _phraseStarts[phrase + 1]; i++)
        {
            if (_formKinds[_phraseForms[i]] == WordKind.Content)
                return true;
        }

        return false;
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
