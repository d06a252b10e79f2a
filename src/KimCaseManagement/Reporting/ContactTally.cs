using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>Counselling contacts (Beratungskontakte) of one period, folded into one number and one sum of minutes a case: memory doesn't grow with the contacts.</summary>
/// <remarks>The order of contacts doesn't matter. Not safe to fill from several threads at once.</remarks>
[Mutable("Filled contact by contact.")]
public sealed class ContactTally
{
    private readonly int _from;
    private readonly int _to;
    private int _last = -1;
    private int _firstDay = int.MaxValue;
    private int _lastDay = int.MinValue;

    /// <summary>Begins an empty tally.</summary>
    public ContactTally(CaseRegister register, ReportingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(period);
        Register = register;
        Period = period;
        _from = Days.ToNumber(period.From);
        _to = Days.ToNumber(period.To);
        Contacts = new int[register.RowOfCase.Length];
        Minutes = new long[register.RowOfCase.Length];
    }

    /// <summary>The register that the contacts' cases belong to.</summary>
    public CaseRegister Register { get; }

    /// <summary>The period whose contacts count.</summary>
    public ReportingPeriod Period { get; }

    /// <summary>The first day of a contact, in the period or not; null before there is one. Shows whether the contacts reach as far as the period.</summary>
    public LocalDate? FirstOn => _firstDay <= _lastDay ? Days.ToDate(_firstDay) : null;

    /// <summary>The last day of a contact, in the period or not; null before there is one.</summary>
    public LocalDate? LastOn => _firstDay <= _lastDay ? Days.ToDate(_lastDay) : null;

    internal int[] Contacts { get; }

    internal long[] Minutes { get; }

    /// <summary>Adds a contact; what lies outside the period counts nothing. False where the register doesn't have the case.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="on">The local day of the contact.</param>
    /// <param name="minutes">Its length, 0 to 1440; null where it is not known.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minutes"/> is not between 0 and 1440.</exception>
    public bool TryAdd(CaseId caseId, LocalDate on, int? minutes) => TryAdd(Register.Cases.Find(caseId.Value), on, minutes);

    /// <summary>The same with the id as UTF-8, for hosts that read bytes.</summary>
    /// <inheritdoc cref="TryAdd(CaseId, LocalDate, int?)"/>
    public bool TryAdd(ReadOnlySpan<byte> caseId, LocalDate on, int? minutes)
    {
        // The contacts of a case mostly stand below each other, and cases mostly in the order of the register.
        if (!Is(_last, caseId))
            _last = Is(_last + 1, caseId) ? _last + 1 : Register.Cases.Find(caseId);
        return TryAdd(_last, on, minutes);
    }

    /// <summary>Adds what another tally of the same register and period has counted; so parts can be read at once.</summary>
    /// <exception cref="ArgumentException">The other tally is of another register or period.</exception>
    public void Add(ContactTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Register != Register || other.Period != Period)
            throw new ArgumentException("The contacts were tallied for another register or period.", nameof(other));
        for (var row = 0; row < Contacts.Length; row++)
        {
            Contacts[row] += other.Contacts[row];
            Minutes[row] += other.Minutes[row];
        }

        (_firstDay, _lastDay) = (Math.Min(_firstDay, other._firstDay), Math.Max(_lastDay, other._lastDay));
    }

    private bool Is(int caseNumber, ReadOnlySpan<byte> caseId) => caseNumber >= 0 && caseNumber < Register.Cases.Count && Register.Cases.BytesOf(caseNumber).SequenceEqual(caseId);

    private bool TryAdd(int caseNumber, LocalDate on, int? minutes)
    {
        if (minutes is < 0 or > 1440)
            throw new ArgumentOutOfRangeException(nameof(minutes), minutes, "A contact has 0 to 1440 minutes.");
        if (caseNumber < 0)
            return false;
        var day = Days.ToNumber(on);
        (_firstDay, _lastDay) = (Math.Min(_firstDay, day), Math.Max(_lastDay, day));
        if (day >= _from && day < _to)
        {
            var row = Register.RowOfCase[caseNumber];
            Contacts[row]++;
            Minutes[row] += minutes ?? 0;
        }

        return true;
    }
}
