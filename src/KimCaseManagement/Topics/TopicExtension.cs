using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Topics;

/// <summary>Checks a city's lines against a taxonomy and builds the extended one.</summary>
internal sealed class TopicExtension
{
    private readonly TopicTaxonomy _core;
    private readonly IReadOnlyList<TopicExtensionRow> _rows;
    private readonly List<TopicExtensionProblem> _problems = [];
    private readonly Dictionary<TopicCode, OwnTopic> _own = [];
    private readonly Dictionary<TopicCode, Dictionary<LanguageTag, TopicExtensionRow>> _renamed = [];
    private readonly HashSet<TopicCode> _hidden = [];
    private readonly Dictionary<TopicCode, int> _deprecated = [];

    private TopicExtension(TopicTaxonomy core, IReadOnlyList<TopicExtensionRow> rows)
    {
        _core = core;
        _rows = rows;
    }

    internal static TopicExtensionOutcome Apply(TopicTaxonomy core, IReadOnlyList<TopicExtensionRow> rows)
    {
        var extension = new TopicExtension(core, rows);
        for (var row = 0; row < rows.Count; row++)
            extension.Read(row);
        extension.CheckOwnTopics();
        extension.CheckSuccessors();
        extension.CheckLabels();
        return extension._problems.Count > 0
            ? new TopicExtensionOutcome(null, [.. extension._problems.OrderBy(p => p.Row)])
            : new TopicExtensionOutcome(extension.Build(), []);
    }

    private void Read(int number)
    {
        var row = _rows[number];
        if (!TopicCode.TryFrom(row.Code, out var code))
        {
            Refuse(number, "code", "code-shape", row.Code);
            return;
        }

        switch (row.Action)
        {
            case "add":
                ReadOwn(number, code);
                break;
            case "rename":
                ReadRename(number, code);
                break;
            case "hide" when Known(number, code):
                _hidden.Add(code);
                break;
            case "hide":
                break;
            case "deprecate" when _deprecated.ContainsKey(code):
                Refuse(number, "code", "deprecated-twice", row.Code);
                break;
            case "deprecate":
                _deprecated.Add(code, number);
                break;
            default:
                Refuse(number, "action", "action-unknown", row.Action);
                break;
        }
    }

    private void ReadOwn(int number, TopicCode code)
    {
        var row = _rows[number];
        if (_core.Find(code) is not null || IsReserved(code))
        {
            Refuse(number, "code", "code-reserved", row.Code);
            return;
        }

        if (!_own.TryGetValue(code, out var topic))
            _own.Add(code, topic = new OwnTopic(number));
        if (row.Broader.Length > 0)
        {
            if (topic.Broader.Length > 0 && topic.Broader != row.Broader)
                Refuse(number, "broader", "broader-differs", row.Broader);
            else
                topic.Broader = row.Broader;
        }

        if (ReadWords(number) is not { } language)
            return;
        if (topic.Words.TryGetValue(language, out _))
            Refuse(number, "language", "language-twice", row.Language);
        else
            topic.Words.Add(language, number);
    }

    private void ReadRename(int number, TopicCode code)
    {
        if (!Known(number, code) || ReadWords(number) is not { } language)
            return;
        if (!_renamed.TryGetValue(code, out var labels))
            _renamed.Add(code, labels = []);
        if (labels.TryGetValue(language, out _))
            Refuse(number, "language", "language-twice", _rows[number].Language);
        else
            labels.Add(language, _rows[number]);
    }

    private LanguageTag? ReadWords(int number)
    {
        var row = _rows[number];
        if (!LanguageTag.TryFrom(row.Language, out var language))
        {
            Refuse(number, "language", "language-shape", row.Language);
            return null;
        }

        if (row.Label.Length == 0)
            Refuse(number, "label", "label-missing", row.Code);
        else if (row.Label.Contains('|'))
            Refuse(number, "label", "text-shape", row.Label);
        foreach (var (field, text) in new[] { ("label", row.Label), ("synonyms", row.Synonyms), ("search", row.Search), ("scope", row.Scope) })
        {
            if (text.Any(char.IsControl))
                Refuse(number, field, "text-shape", text);
        }

        return language;
    }

    private bool Known(int number, TopicCode code)
    {
        if (_core.Find(code) is not null)
            return true;
        Refuse(number, "code", "topic-unknown", code.Value);
        return false;
    }

    /// <summary>Codes below the core's own top topics are kept for the core, so that a later release never meets a city's code.</summary>
    private bool IsReserved(TopicCode code) =>
        _core.All.Any(t => t.Broader is null && (code == t.Code || code.Value.StartsWith(t.Code.Value + "-", StringComparison.Ordinal)));

    private void CheckOwnTopics()
    {
        foreach (var (code, topic) in _own.Select(pair => (pair.Key, pair.Value)))
        {
            if (topic.Broader.Length == 0)
            {
                Refuse(topic.FirstRow, "broader", "broader-missing", code.Value);
                continue;
            }

            if (!TopicCode.TryFrom(topic.Broader, out var broader) || (_core.Find(broader) is null && !_own.ContainsKey(broader)))
            {
                Refuse(topic.FirstRow, "broader", "broader-unknown", topic.Broader);
                continue;
            }

            if (IsUnused(broader) && !_deprecated.ContainsKey(code))
                Refuse(topic.FirstRow, "broader", "broader-unused", topic.Broader);
            else if (IsCircular(code))
                Refuse(topic.FirstRow, "broader", "broader-circular", topic.Broader);
            if (!topic.Words.ContainsKey(LanguageTag.German))
                Refuse(topic.FirstRow, "label", "german-missing", code.Value);
        }
    }

    private bool IsUnused(TopicCode code) => _core.Find(code) is { } core ? core.IsDeprecated || IsHidden(code) : _deprecated.ContainsKey(code);

    private void CheckSuccessors()
    {
        foreach (var (code, number) in _deprecated.Select(pair => (pair.Key, pair.Value)))
        {
            if (!_own.ContainsKey(code))
                Refuse(number, "code", "deprecated-not-own", code.Value);
            foreach (var text in SuccessorTexts(number))
            {
                if (!TopicCode.TryFrom(text, out var successor) || (_core.Find(successor) is null && !_own.ContainsKey(successor)))
                    Refuse(number, "replaced_by", "successor-unknown", text);
                else if (LeadsBackTo(code, successor))
                    Refuse(number, "replaced_by", "successor-circular", text);
            }
        }
    }

    private bool LeadsBackTo(TopicCode code, TopicCode successor)
    {
        var (passed, pending) = (new HashSet<TopicCode>(), new Queue<TopicCode>([successor]));
        while (pending.Count > 0)
        {
            var next = pending.Dequeue();
            if (next == code)
                return true;
            if (!passed.Add(next) || !_deprecated.TryGetValue(next, out var number))
                continue;
            foreach (var text in SuccessorTexts(number))
            {
                if (TopicCode.TryFrom(text, out var further))
                    pending.Enqueue(further);
            }
        }

        return false;
    }

    private List<string> SuccessorTexts(int number) => [.. _rows[number].ReplacedBy.Split('|').Select(t => t.Trim()).Where(t => t.Length > 0)];

    private bool IsCircular(TopicCode code)
    {
        var above = new HashSet<TopicCode>();
        while (_own.TryGetValue(code, out var topic))
        {
            if (!above.Add(code) || !TopicCode.TryFrom(topic.Broader, out code))
                return true;
        }

        return false;
    }

    private bool IsHidden(TopicCode code) => _hidden.Contains(code) || _core.Ancestors(code).Any(_hidden.Contains);

    /// <summary>Two topics with one name can't be told apart in a list.</summary>
    private void CheckLabels()
    {
        var taken = new Dictionary<(LanguageTag, string), TopicCode>();
        foreach (var topic in _core.All.Where(t => !t.IsDeprecated && !IsHidden(t.Code)))
        {
            foreach (var language in topic.Languages)
            {
                if (!(_renamed.TryGetValue(topic.Code, out var labels) && labels.ContainsKey(language)))
                    taken[(language, topic.Label(language).Text)] = topic.Code;
            }
        }

        for (var number = 0; number < _rows.Count; number++)
        {
            var row = _rows[number];
            if (row.Action is "hide" or "deprecate" || row.Label.Length == 0 || !TopicCode.TryFrom(row.Code, out var code) || _deprecated.ContainsKey(code) || !LanguageTag.TryFrom(row.Language, out var language))
                continue;
            if (!taken.TryGetValue((language, row.Label), out var other))
                taken.Add((language, row.Label), code);
            else if (other != code)
                Refuse(number, "label", "label-taken", row.Label, ReasonArgument.Text("other", other.Value));
        }
    }

    private TopicTaxonomy Build()
    {
        var below = _own.ToLookup(pair => pair.Value.Broader, pair => pair.Key);
        var all = new List<Topic>();
        foreach (var topic in _core.All)
        {
            var terms = _renamed.TryGetValue(topic.Code, out var labels) ? Renamed(topic, labels) : [.. topic.Terms];
            all.Add(new Topic(topic.Row, terms, _ => topic.Mappings, topic.IsLocal, topic.IsHidden || IsHidden(topic.Code)));
            AddBelow(topic.Code.Value);
        }

        return new TopicTaxonomy(_core.Version, _core.Releases, all);

        void AddBelow(string code)
        {
            foreach (var own in below[code].OrderBy(c => _own[c].FirstRow))
            {
                var terms = _own[own].Words.OrderBy(w => w.Value).Select(w => Terms(w.Key, _rows[w.Value], [])).ToArray();
                all.Add(new Topic(OwnRow(own, TopicCode.From(code)), terms, _ => [], isLocal: true));
                AddBelow(own.Value);
            }
        }
    }

    private TopicRow OwnRow(TopicCode code, TopicCode broader)
    {
        if (!_deprecated.TryGetValue(code, out var number))
            return new TopicRow(code, broader, "");
        var successors = SuccessorTexts(number).ConvertAll(TopicCode.From);
        return new TopicRow(code, broader, "", _core.Version, successors.Count == 1 ? successors[0] : null, successors.Count > 1 ? successors : null);
    }

    /// <summary>The old label stays a word that finds the topic.</summary>
    private static TopicTerms[] Renamed(Topic topic, Dictionary<LanguageTag, TopicExtensionRow> labels)
    {
        var terms = topic.Terms.Select(t => labels.TryGetValue(t.Language, out var row) ? Terms(t.Language, row, [.. t.Synonyms], [.. t.SearchTerms, t.Label], t.Scope) : t).ToList();
        terms.AddRange(labels.Where(l => topic.Of(l.Key) is null).Select(l => Terms(l.Key, l.Value, [])));
        return [.. terms];
    }

    private static TopicTerms Terms(LanguageTag language, TopicExtensionRow row, string[] synonyms, string[]? search = null, string scope = "")
    {
        var shown = Distinct([.. synonyms, .. row.Synonyms.Split('|')], [row.Label]);
        var hidden = Distinct([.. search ?? [], .. row.Search.Split('|')], [row.Label, .. shown]);
        return TopicTerms.Of(language, row.Label, reviewed: true, shown, hidden, row.Scope.Length > 0 ? row.Scope : scope);
    }

    private static List<string> Distinct(string[] words, IReadOnlyCollection<string> without) =>
        [.. words.Select(w => w.Trim()).Where(w => w.Length > 0 && !without.Contains(w)).Distinct(StringComparer.Ordinal)];

    private void Refuse(int row, string field, string reason, string value, params ReasonArgument[] more) =>
        _problems.Add(new TopicExtensionProblem(row, field, new Reason("topic-problem." + reason, null, [ReasonArgument.Text("value", value), .. more])));

    private sealed class OwnTopic(int firstRow)
    {
        internal int FirstRow { get; } = firstRow;

        internal string Broader { get; set; } = "";

        /// <summary>By language, the number of the line with its words.</summary>
        internal Dictionary<LanguageTag, int> Words { get; } = [];
    }
}
