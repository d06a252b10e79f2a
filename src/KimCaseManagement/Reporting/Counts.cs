using System.Globalization;

namespace KimCaseManagement.Reporting;

/// <summary>A number of cases (Fälle). It can't be added to a number of persons or contacts.</summary>
public readonly record struct CaseCount
{
    /// <summary>States a number of cases.</summary>
    /// <param name="value">The number; below zero only where it is a difference.</param>
    public CaseCount(long value) => Value = value;

    /// <summary>The number of cases.</summary>
    public long Value { get; }

    /// <summary>Adds two numbers of cases.</summary>
    public static CaseCount operator +(CaseCount left, CaseCount right) => new(left.Value + right.Value);

    /// <summary>Subtracts numbers of cases.</summary>
    public static CaseCount operator -(CaseCount left, CaseCount right) => new(left.Value - right.Value);

    /// <summary>Adds two numbers of cases.</summary>
    public static CaseCount Add(CaseCount left, CaseCount right) => left + right;

    /// <summary>Subtracts numbers of cases.</summary>
    public static CaseCount Subtract(CaseCount left, CaseCount right) => left - right;

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number of distinct persons (Personen). Persons of two groups can't be added: one may belong to both; count them together instead.</summary>
public readonly record struct PersonCount
{
    /// <summary>States a number of distinct persons.</summary>
    /// <param name="value">The number; below zero only where it is a difference.</param>
    public PersonCount(long value) => Value = value;

    /// <summary>The number of distinct persons.</summary>
    public long Value { get; }

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number of contacts (Beratungskontakte). It can't be added to a number of cases or persons.</summary>
public readonly record struct ContactCount
{
    /// <summary>States a number of contacts.</summary>
    /// <param name="value">The number; below zero only where it is a difference.</param>
    public ContactCount(long value) => Value = value;

    /// <summary>The number of contacts.</summary>
    public long Value { get; }

    /// <summary>Adds two numbers of contacts.</summary>
    public static ContactCount operator +(ContactCount left, ContactCount right) => new(left.Value + right.Value);

    /// <summary>Adds two numbers of contacts.</summary>
    public static ContactCount Add(ContactCount left, ContactCount right) => left + right;

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number of distinct households (Haushalte). It can't be added to cases or persons, nor to households of another group: one may belong to both.</summary>
public readonly record struct HouseholdCount
{
    /// <summary>States a number of distinct households.</summary>
    /// <param name="value">The number; below zero only where it is a difference.</param>
    public HouseholdCount(long value) => Value = value;

    /// <summary>The number of distinct households.</summary>
    public long Value { get; }

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number of relatives who were counselled along with the client of a case (mitberatene Familienangehörige). They are no cases; together with the cases they are the people reached.</summary>
public readonly record struct RelativeCount
{
    /// <summary>States a number of relatives.</summary>
    /// <param name="value">The number; below zero only where it is a difference.</param>
    public RelativeCount(long value) => Value = value;

    /// <summary>The number of relatives.</summary>
    public long Value { get; }

    /// <summary>People reached in all (insgesamt erreichte Personen), as the federal advice for adult immigrants counts them: one for each case, and the relatives counselled along. An upper bound, as nobody looks for people who come twice.</summary>
    public long WithCases(CaseCount cases) => Value + cases.Value;

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
