using System.Globalization;

namespace KimCaseManagement.Reporting;

/// <summary>A part of a whole (Anteil) with what it is a part of: always of one kind of count, always from the counts themselves, never from rounded values.</summary>
public readonly record struct Share
{
    private Share(long part, long whole)
    {
        Part = part;
        Base = whole;
    }

    /// <summary>The part.</summary>
    public long Part { get; }

    /// <summary>The whole that it is a part of, the base.</summary>
    public long Base { get; }

    /// <summary>The part in percent with one decimal, half up; null where there is nothing to be a part of. Parts of a whole need not add up to 100 and are not made to.</summary>
    public decimal? Percent => Base == 0 ? null : TenthsHalfUp(1000 * Part, Base);

    /// <summary>Cases of cases.</summary>
    /// <exception cref="ArgumentException">The part is greater than the whole, or one of them negative.</exception>
    public static Share Of(CaseCount part, CaseCount whole) => Checked(part.Value, whole.Value);

    /// <summary>Persons of persons.</summary>
    /// <inheritdoc cref="Of(CaseCount, CaseCount)"/>
    public static Share Of(PersonCount part, PersonCount whole) => Checked(part.Value, whole.Value);

    /// <summary>Contacts of contacts.</summary>
    /// <inheritdoc cref="Of(CaseCount, CaseCount)"/>
    public static Share Of(ContactCount part, ContactCount whole) => Checked(part.Value, whole.Value);

    /// <summary>By how many percent a figure has changed, with one decimal, half up away from zero; null where there was none before.</summary>
    public static decimal? Change(long before, long after) => before == 0 ? null : TenthsHalfUp(1000 * (after - before), Math.Abs(before));

    /// <summary>Contacts per person (Kontakte je Person), with two decimals, half up; null where there is nobody.</summary>
    public static decimal? PerPerson(ContactCount contacts, PersonCount persons) => persons.Value == 0 ? null : TenthsHalfUp(1000 * contacts.Value, 10 * persons.Value) / 10;

    /// <summary>Contacts per case (Kontakte je Fall), with two decimals, half up; null where there is no case.</summary>
    public static decimal? PerCase(ContactCount contacts, CaseCount cases) => cases.Value == 0 ? null : TenthsHalfUp(1000 * contacts.Value, 10 * cases.Value) / 10;

    /// <summary>Percent and base: <c>25.3 % (147 of 580)</c>, in invariant notation; without a base <c>0 of 0</c>; for logs.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Percent is null ? "{1} of {2}" : "{0:0.0} % ({1} of {2})", Percent, Part, Base);

    private static Share Checked(long part, long whole) =>
        part >= 0 && part <= whole ? new Share(part, whole) : throw new ArgumentException($"{part} is no part of {whole}.", nameof(part));

    /// <summary>A quotient in whole numbers, half up away from zero, as tenths.</summary>
    private static decimal TenthsHalfUp(long numerator, long denominator) => Math.Sign(numerator) * (((2 * Math.Abs(numerator)) + denominator) / (2 * denominator)) / 10m;
}
