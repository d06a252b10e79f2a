using System.Diagnostics.CodeAnalysis;
using Kim.Cli.Csv;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli.Register;

/// <summary>Checks the rows of a case register and reads what they say, for every host that takes one.</summary>
/// <typeparam name="TCode">What the host makes of a code, once for each different one.</typeparam>
internal sealed class RegisterRows<TCode>
{
    private const string IdExpected = "1 to 200 characters are expected, without control characters and white space at either end";

    private const string StatusExpected = "a code of the list of residence statuses such as 'DUL_60A' or 'NOT_STATED' is expected";

    private const string LevelExpected = "none, A1, A2, B1, B2, C1 or C2 is expected";

    private const string TopicExpected = "topic codes such as 'RES-PASS' are expected, separated by '|'; kim topics list shows them";

    /// <summary>The columns of codes: what they say, which codes they take, and the words where one is wrong.</summary>
    private static readonly (int Column, Dimension Dimension, Func<string, bool> IsCode, string What, Func<string> Right)[] Columns =
    [
        (5, Dimension.ClosureReason, code => FactCodes.ClosureReasons.Contains(code), "is not a closure reason", () => $"one of {string.Join(", ", FactCodes.ClosureReasons)} is expected"),
        (6, Dimension.Phase, code => FactCodes.Phases.Contains(code), "is not a phase", () => $"one of {string.Join(", ", FactCodes.Phases)} is expected"),
        (8, Dimension.Language, code => LanguageTag.TryFrom(code, out _), "is not a language", () => "a BCP 47 tag such as 'de' or 'uk' is expected"),
        (10, Dimension.Sex, code => Sexes.TryParse(code, out _), "is not a sex", () => "f, m, d or nothing is expected"),
        (11, Dimension.Country, code => CountryCode.TryFrom(code, out _), "is not a country", () => "an ISO 3166-1 alpha-2 code such as 'ER' is expected"),
        (12, Dimension.ResidenceStatusAtOpening, IsStatus, "is not a residence status", () => StatusExpected),
        (13, Dimension.ResidenceStatus, IsStatus, "is not a residence status", () => StatusExpected),
        (14, Dimension.GermanLevelAtOpening, code => GermanLevels.TryParse(code, out _), "is not a level of German", () => LevelExpected),
        (15, Dimension.GermanLevel, code => GermanLevels.TryParse(code, out _), "is not a level of German", () => LevelExpected),
        (16, Dimension.ReferredBy, code => ReferralSources.TryParse(code, out _), "is not a referral source", () => $"one of {string.Join(", ", ReferralSources.All.Select(ReferralSources.Code))} is expected"),
        (2, Dimension.Office, code => OfficeCode.TryFrom(code, out _), "is not an office code", () => "1 to 200 of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected"),
    ];

    private static readonly int[] Numbers = [.. Columns.Select(c => c.Column)];

    private readonly CsvTable _table;
    private readonly CodeReader<TCode>[] _readers;
    private readonly CodeReader<TCode> _topics;
    private TCode[] _codes = new TCode[32];
    private int _codeCount;
    private bool _isRight;

    /// <summary>Begins before the first row.</summary>
    /// <param name="table">A register, opened with <see cref="RegisterColumns.OfCases"/>.</param>
    /// <param name="codeOf">Makes something of a code.</param>
    /// <param name="isTopic">Whether a case may have a topic.</param>
    internal RegisterRows(CsvTable table, Func<Dimension, string, TCode> codeOf, Func<TopicCode, bool> isTopic)
    {
        _table = table;
        _readers = [.. Columns.Select(c => new CodeReader<TCode>((string text, [MaybeNullWhen(false)] out TCode code) =>
        {
            var isCode = c.IsCode(text);
            code = isCode ? codeOf(c.Dimension, text) : default;
            return isCode;
        }))];
        _topics = new((string text, [MaybeNullWhen(false)] out TCode code) =>
        {
            var isCode = TopicCode.TryFrom(text, out var topic) && isTopic(topic);
            code = isCode ? codeOf(Dimension.Topic, topic.Value) : default;
            return isCode;
        });
    }

    /// <summary>The id of the case.</summary>
    internal ReadOnlySpan<byte> CaseId => _table[0];

    /// <summary>The pseudonym of the person.</summary>
    internal ReadOnlySpan<byte> Person => _table[1];

    /// <summary>The pseudonym of the household; empty where it isn't known.</summary>
    internal ReadOnlySpan<byte> Household => _table[17];

    internal LocalDate OpenedOn { get; private set; }

    internal LocalDate? ClosedOn { get; private set; }

    internal int? BirthYear { get; private set; }

    /// <summary>The codes of the row: one of the office, any number of topics, at most one of each other column.</summary>
    internal ReadOnlySpan<TCode> Codes => _codes.AsSpan(0, _codeCount);

    /// <summary>Reads the current row of the table; false where something is wrong with it, which is noted.</summary>
    internal bool Read()
    {
        _isRight = true;
        _codeCount = 0;
        if (!IsPlain(_table[0]) && !KimCaseManagement.Vocabulary.CaseId.TryFrom(_table.Text(0), out _))
            Wrong(0, "is not a case id", IdExpected);
        if (!IsPlain(_table[1]) && !PersonKey.TryFrom(_table.Text(1), out _))
            Wrong(1, "is not a pseudonym", IdExpected);
        if (!_table[17].IsEmpty && !IsPlain(_table[17]) && !HouseholdKey.TryFrom(_table.Text(17), out _))
            Wrong(17, "is not a pseudonym", IdExpected);
        ReadCode(Columns.Length - 1, isRequired: true);
        ReadDays();
        if (_table[5].IsEmpty != _table[4].IsEmpty)
            Wrong(5, _table[5].IsEmpty ? "is empty though closed_on is given" : "is given though closed_on is empty", "a closed case has both, an open one neither");
        ReadCode(0);
        ReadCode(1);
        ReadTopics();
        ReadCode(2);
        ReadBirthYear();
        for (var i = 3; i < Columns.Length - 1; i++)
            ReadCode(i);
        return _isRight;
    }

    /// <summary>Notes that there is another row of the same case.</summary>
    internal void IsThereAlready() => Wrong(0, "is there already", "every case has one row");

    /// <summary>True where a text is an id without a closer look.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 200 && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    private static bool IsStatus(string code) => ResidenceStatusCode.TryFrom(code, out _) && FactCodes.ResidenceStatuses.Contains(code);

    private void ReadDays()
    {
        var isOpenedRight = CsvDates.TryParse(_table[3], out var openedOn);
        OpenedOn = openedOn;
        ClosedOn = null;
        if (!isOpenedRight)
            Wrong(3, "is not a date", CsvDates.Expected);
        if (_table[4].IsEmpty)
            return;
        if (!CsvDates.TryParse(_table[4], out var closedOn))
            Wrong(4, "is not a date", CsvDates.Expected);
        else if (isOpenedRight && closedOn < openedOn)
            Wrong(4, $"lies before opened_on {InputProblems.Show(_table[3])}", "the day of opening or a later one is expected");
        else
            ClosedOn = closedOn;
    }

    private void ReadBirthYear()
    {
        BirthYear = null;
        var year = _table[9];
        if (year.IsEmpty)
            return;
        if (year.Length == 4 && !year.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            BirthYear = ((year[0] - '0') * 1000) + ((year[1] - '0') * 100) + ((year[2] - '0') * 10) + (year[3] - '0');
        else
            Wrong(9, "is not a year of birth", "four digits are expected");
    }

    private void ReadCode(int which, bool isRequired = false)
    {
        var column = Numbers[which];
        var text = _table[column];
        if (text.IsEmpty && !isRequired)
            return;
        if (_readers[which].TryRead(text, out var code))
            _codes[_codeCount++] = code;
        else
            Wrong(column, Columns[which].What, Columns[which].Right());
    }

    private void ReadTopics()
    {
        var field = _table[7];
        if (field.IsEmpty)
            return;
        foreach (var range in field.Split((byte)'|'))
        {
            if (_topics.TryRead(field[range], out var topic))
            {
                if (_codeCount + Columns.Length >= _codes.Length)
                    Array.Resize(ref _codes, 2 * _codes.Length);
                _codes[_codeCount++] = topic;
                continue;
            }

            _isRight = false;
            _table.Wrong(7, $"{InputProblems.Show(field[range])} is not a topic", TopicExpected);
        }
    }

    private void Wrong(int column, string what, string right)
    {
        _isRight = false;
        _table.WrongValue(column, what, right);
    }
}
