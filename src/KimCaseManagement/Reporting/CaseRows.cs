using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>Rows of a register on the way into its columns: everything but whose they are.</summary>
internal sealed class CaseRows(TopicTree topics)
{
    private NumberedCode[] _codes = new NumberedCode[16];
    private int[] _topicsOfRow = new int[16];
    private int _topicEnd;

    internal TopicTree Topics => topics;

    internal int Count { get; private set; }

    internal CaseRegister.Columns Columns { get; } = new();

    /// <summary>The pseudonyms of the households.</summary>
    internal TextIndex Households { get; } = new();

    /// <inheritdoc cref="CaseRegisterBuilder.Number"/>
    internal NumberedCode Number(Dimension dimension, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (dimension == Dimension.Topic && TopicCode.TryFrom(code, out var topic) && topics.TryFind(topic, out var group))
            return new NumberedCode(dimension, group);
        if (dimension == Dimension.Topic || !dimension.IsColumn() || !IsCode(dimension, code))
            throw new ArgumentException($"'{code}' is no code of '{dimension.Code()}' that a register keeps.", nameof(code));
        return new NumberedCode(dimension, Columns.Codes[(int)dimension]!.NumberOf(code));
    }

    /// <summary>Refuses what no row may say.</summary>
    internal static void Check(ReadOnlySpan<byte> caseId, ReadOnlySpan<byte> person, LocalDate openedOn, LocalDate? closedOn, int? birthYear, ReadOnlySpan<NumberedCode> codes, ReadOnlySpan<byte> household)
    {
        if (!TextCode.IsId(caseId))
            throw new ArgumentException("The case id has 1 to 200 characters, without control characters and without white space at either end.", nameof(caseId));
        if (!TextCode.IsId(person))
            throw new ArgumentException("The pseudonym has 1 to 200 characters, without control characters and without white space at either end.", nameof(person));
        if (closedOn < openedOn)
            throw new ArgumentException("A case can't be closed before the day on which it was opened.", nameof(closedOn));
        if (birthYear is < 0 or > 9999)
            throw new ArgumentException($"The year of birth {birthYear} is not between 0 and 9999.", nameof(birthYear));
        if (!HasOffice(codes))
            throw new ArgumentException("Every case has an office.", nameof(codes));
        if (!household.IsEmpty && !TextCode.IsId(household))
            throw new ArgumentException("The pseudonym of a household has 1 to 200 characters, without control characters and without white space at either end.", nameof(household));
    }

    /// <summary>The codes of a case, numbered; valid until the next one.</summary>
    internal ReadOnlySpan<NumberedCode> CodesOf(CaseFacts facts)
    {
        var count = 0;
        Put(Dimension.Office, facts.Office.Value);
        Put(Dimension.Language, facts.FirstContactLanguage?.Value);
        Put(Dimension.Sex, facts.Sex == Sex.Unspecified ? null : facts.Sex.Code());
        Put(Dimension.Country, facts.CountryOfOrigin?.Value);
        Put(Dimension.ResidenceStatusAtOpening, facts.ResidenceStatusAtOpening?.Value);
        Put(Dimension.ResidenceStatus, facts.ResidenceStatus?.Value);
        Put(Dimension.GermanLevelAtOpening, facts.GermanLevelAtOpening == GermanLevel.Unspecified ? null : facts.GermanLevelAtOpening.Code());
        Put(Dimension.GermanLevel, facts.GermanLevel == GermanLevel.Unspecified ? null : facts.GermanLevel.Code());
        Put(Dimension.ClosureReason, facts.ClosureReason);
        Put(Dimension.Phase, facts.Phase);
        Put(Dimension.ReferredBy, facts.ReferredBy == ReferralSource.Unspecified ? null : facts.ReferredBy.Code());
        if (_codes.Length < count + facts.Topics.Count)
            Array.Resize(ref _codes, 2 * (count + facts.Topics.Count));
        foreach (var topic in facts.Topics)
        {
            _codes[count++] = topics.TryFind(topic, out var group)
                ? new NumberedCode(Dimension.Topic, group)
                : throw new ArgumentException($"The case {facts.CaseId} has the topic '{topic}', which the taxonomy doesn't have.", nameof(facts));
        }

        return _codes.AsSpan(0, count);

        void Put(Dimension dimension, string? code)
        {
            if (!string.IsNullOrEmpty(code))
                _codes[count++] = new NumberedCode(dimension, Columns.Codes[(int)dimension]!.NumberOf(code));
        }
    }

    /// <summary>Adds a row that <see cref="Check"/> lets pass, and gives its number.</summary>
    internal int Add(LocalDate openedOn, LocalDate? closedOn, int? birthYear, ReadOnlySpan<NumberedCode> codes, ReadOnlySpan<byte> household)
    {
        var row = Count++;
        if (row == Columns.Opened.Length)
            Reserve(row * 2);
        Columns.Opened[row] = Days.ToNumber(openedOn);
        Columns.Closed[row] = closedOn is { } closed ? Days.ToNumber(closed) : CaseRegister.Never;
        Columns.BirthYear[row] = (short)(birthYear ?? CaseRegister.NoBirthYear);
        var topicCount = 0;
        foreach (var code in codes)
        {
            if (code.Dimension == Dimension.Topic)
                AddTopic(code.Number, ref topicCount);
            else
                Columns.Codes[(int)code.Dimension]!.Set(row, code.Number);
        }

        if (topicCount == 0)
            AddTopic(Axis.Unknown, ref topicCount);
        Columns.TopicStarts[row + 1] = _topicEnd;
        if (!household.IsEmpty)
            HouseholdColumn()[row] = Households.Add(household, out _) + 1;
        return row;
    }

    /// <summary>Adds the rows of another part with the same topics.</summary>
    internal void Add(CaseRows other)
    {
        var (first, more) = (Count, other.Count);
        Count += more;
        Reserve(Count);
        Array.Copy(other.Columns.Opened, 0, Columns.Opened, first, more);
        Array.Copy(other.Columns.Closed, 0, Columns.Closed, first, more);
        Array.Copy(other.Columns.BirthYear, 0, Columns.BirthYear, first, more);
        foreach (var dimension in Dimensions.All.Where(d => d.IsColumn()))
            Columns.Codes[(int)dimension]!.Add(other.Columns.Codes[(int)dimension]!, first, more);
        if (_topicEnd + other._topicEnd > Columns.TopicTerms.Length)
            Array.Resize(ref Columns.TopicTerms, _topicEnd + other._topicEnd);
        Array.Copy(other.Columns.TopicTerms, 0, Columns.TopicTerms, _topicEnd, other._topicEnd);
        for (var row = 1; row <= more; row++)
            Columns.TopicStarts[first + row] = _topicEnd + other.Columns.TopicStarts[row];
        _topicEnd += other._topicEnd;
        AddHouseholds(other, first);
    }

    /// <summary>Brings the rows into another order, and gives back what was reserved for more.</summary>
    internal void Reorder(int[] oldRowOf) => Parallel.Invoke(() => ReorderTopics(oldRowOf), () => ReorderColumns(oldRowOf));

    internal static T[] InOrder<T>(T[] column, int[] oldRowOf)
    {
        var ordered = new T[oldRowOf.Length];
        for (var row = 0; row < ordered.Length; row++)
            ordered[row] = column[oldRowOf[row]];
        return ordered;
    }

    private void ReorderTopics(int[] oldRowOf)
    {
        var terms = new short[_topicEnd];
        var starts = new int[oldRowOf.Length + 1];
        for (int row = 0, end = 0; row < oldRowOf.Length; row++)
        {
            // A row has few topics: a loop is quicker than a copy.
            for (var t = Columns.TopicStarts[oldRowOf[row]]; t < Columns.TopicStarts[oldRowOf[row] + 1]; t++)
                terms[end++] = Columns.TopicTerms[t];
            starts[row + 1] = end;
        }

        Columns.TopicTerms = terms;
        Columns.TopicStarts = starts;
    }

    private void ReorderColumns(int[] oldRowOf)
    {
        Columns.Opened = InOrder(Columns.Opened, oldRowOf);
        Columns.Closed = InOrder(Columns.Closed, oldRowOf);
        Columns.BirthYear = InOrder(Columns.BirthYear, oldRowOf);
        if (Columns.HouseholdOfRow.Length > 0)
            Columns.HouseholdOfRow = InOrder(Columns.HouseholdOfRow, oldRowOf);
        foreach (var column in Columns.Codes)
            column?.Reorder(oldRowOf);
    }

    /// <summary>The households of a part get the numbers that they have here.</summary>
    private void AddHouseholds(CaseRows other, int first)
    {
        if (other.Households.Count == 0)
            return;
        var numbers = new int[other.Households.Count + 1];
        for (var household = 1; household < numbers.Length; household++)
            numbers[household] = Households.Add(other.Households.BytesOf(household - 1), out _) + 1;
        var column = HouseholdColumn();
        for (var row = 0; row < other.Count; row++)
            column[first + row] = numbers[other.Columns.HouseholdOfRow[row]];
    }

    /// <summary>The column of households, which registers without any do without.</summary>
    private int[] HouseholdColumn()
    {
        if (Columns.HouseholdOfRow.Length == 0)
            Columns.HouseholdOfRow = new int[Columns.Opened.Length];
        return Columns.HouseholdOfRow;
    }

    private static bool HasOffice(ReadOnlySpan<NumberedCode> codes)
    {
        foreach (var code in codes)
        {
            if (code.Dimension == Dimension.Office && code.Number > 0)
                return true;
        }

        return false;
    }

    private static bool IsCode(Dimension dimension, string code) => dimension switch
    {
        Dimension.Office => OfficeCode.TryFrom(code, out _),
        Dimension.Language => LanguageTag.TryFrom(code, out _),
        Dimension.Sex => Sexes.TryParse(code, out _),
        Dimension.Country => CountryCode.TryFrom(code, out _),
        Dimension.ResidenceStatus or Dimension.ResidenceStatusAtOpening => Residence.ResidenceStatusCode.TryFrom(code, out _),
        Dimension.GermanLevel or Dimension.GermanLevelAtOpening => GermanLevels.TryParse(code, out _),
        Dimension.ReferredBy => ReferralSources.TryParse(code, out _),
        _ => code.Length > 0,
    };

    /// <summary>Adds a topic of the row that is being added.</summary>
    /// <param name="group">The group of the topic.</param>
    /// <param name="count">How many groups the row has so far; they stand in <see cref="_topicsOfRow"/>.</param>
    private void AddTopic(int group, ref int count)
    {
        var met = topics.Climb(group, ref _topicsOfRow, ref count);
        if (met == group)
            return;
        AddTopicTerm((short)group);
        if (met > 0)
            AddTopicTerm((short)-met);
    }

    private void AddTopicTerm(short term)
    {
        if (_topicEnd == Columns.TopicTerms.Length)
            Array.Resize(ref Columns.TopicTerms, _topicEnd * 2);
        Columns.TopicTerms[_topicEnd++] = term;
    }

    /// <summary>Makes room for so many rows in all.</summary>
    internal void Reserve(int rows)
    {
        if (rows <= Columns.Opened.Length)
            return;
        Array.Resize(ref Columns.PersonOfRow, rows);
        Array.Resize(ref Columns.Opened, rows);
        Array.Resize(ref Columns.Closed, rows);
        Array.Resize(ref Columns.BirthYear, rows);
        if (Columns.HouseholdOfRow.Length > 0)
            Array.Resize(ref Columns.HouseholdOfRow, rows);
        Array.Resize(ref Columns.TopicStarts, rows + 1);
        foreach (var column in Columns.Codes)
            column?.Reserve(rows);
    }
}
