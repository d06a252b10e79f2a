using System.Text;

namespace KimCaseManagement.Eligibility;

/// <summary>What is known of an enquiry (Angaben): each fact is known, unknown, or the person doesn't want to say.</summary>
/// <remarks>
/// <para>This is all that a decision reads. There is nowhere to put a residence status, a nationality, a length of stay, a sex or a religion.</para>
/// <para>A small value of 16 bytes; the default value is <see cref="None"/>, of which nothing is known. Equal facts are equal values.</para>
/// </remarks>
public readonly struct EligibilityFacts : IEquatable<EligibilityFacts>
{
    // Two words: so the whole value travels in registers.
    private readonly ulong _answers;
    private readonly ulong _others;

    private EligibilityFacts(uint known, uint isTrue, uint refused, uint numbers)
    {
        _answers = known | (ulong)isTrue << 32;
        _others = refused | (ulong)numbers << 32;
    }

    /// <summary>Nothing is known yet.</summary>
    public static EligibilityFacts None => default;

    internal uint Known => (uint)_answers;

    internal uint True => (uint)(_answers >> 32);

    internal uint RefusedMask => (uint)_others;

    /// <summary>16 bits for each of the two facts that are numbers.</summary>
    private uint Numbers => (uint)(_others >> 32);

    /// <summary>The same with the answer yes or no to a fact.</summary>
    /// <exception cref="ArgumentException">The fact takes a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public EligibilityFacts With(EligibilityFact fact, bool value)
    {
        var bit = EligibilityFactList.Bit(fact);
        if (fact.Type() != EligibilityFactType.YesNo)
            throw new ArgumentException($"The fact {fact.Code()} takes a number, not yes or no.", nameof(value));
        return new EligibilityFacts(Known | bit, value ? True | bit : True & ~bit, RefusedMask & ~bit, Numbers);
    }

    /// <summary>The same with a number for a fact.</summary>
    /// <exception cref="ArgumentException">The fact takes yes or no.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact, or the number is negative or above <see cref="EligibilityFactList.Maximum"/>.</exception>
    public EligibilityFacts With(EligibilityFact fact, int value)
    {
        var bit = EligibilityFactList.Bit(fact);
        if (fact.Type() != EligibilityFactType.Number)
            throw new ArgumentException($"The fact {fact.Code()} takes yes or no, not a number.", nameof(value));
        if (value < 0 || value > fact.Maximum())
            throw new ArgumentOutOfRangeException(nameof(value), value, $"The fact {fact.Code()} takes a number from 0 to {fact.Maximum()}.");
        return new EligibilityFacts(Known | bit, True, RefusedMask & ~bit, WithNumber(fact, value));
    }

    /// <summary>The same with a fact that the person doesn't want to speak about.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public EligibilityFacts WithRefused(EligibilityFact fact)
    {
        var cleared = WithUnknown(fact);
        return new EligibilityFacts(cleared.Known, cleared.True, cleared.RefusedMask | EligibilityFactList.Bit(fact), cleared.Numbers);
    }

    /// <summary>The same with a fact that isn't known (any more).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public EligibilityFacts WithUnknown(EligibilityFact fact)
    {
        var bit = EligibilityFactList.Bit(fact);
        return new EligibilityFacts(Known & ~bit, True & ~bit, RefusedMask & ~bit, fact.Type() == EligibilityFactType.Number ? WithNumber(fact, 0) : Numbers);
    }

    /// <summary>How much is known of a fact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public FactState StateOf(EligibilityFact fact)
    {
        var bit = EligibilityFactList.Bit(fact);
        return (Known & bit) != 0 ? FactState.Known : (RefusedMask & bit) != 0 ? FactState.Refused : FactState.Unknown;
    }

    /// <summary>True where the answer to a yes-or-no fact is known to be yes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public bool Is(EligibilityFact fact) => (True & EligibilityFactList.Bit(fact)) != 0;

    /// <summary>The number of a fact; null where it isn't known or the fact takes yes or no.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fact.</exception>
    public int? Number(EligibilityFact fact) =>
        (Known & EligibilityFactList.Bit(fact) & EligibilityFactList.NumberMask) != 0 ? RawNumber(fact) : null;

    /// <summary>The number itself, 0 where it isn't known.</summary>
    internal int RawNumber(EligibilityFact fact) => NumberAt(Place(fact));

    /// <summary>The number at a place of <see cref="Place"/>.</summary>
    internal int NumberAt(int place) => (ushort)(Numbers >> place);

    /// <inheritdoc/>
    public bool Equals(EligibilityFacts other) =>
        _answers == other._answers && _others == other._others;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EligibilityFacts other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        unchecked
        {
            var mixed = (Known * 0x9E3779B1u) + True;
            mixed = ((mixed ^ (mixed >> 15)) * 0x85EBCA77u) + RefusedMask;
            mixed = ((mixed ^ (mixed >> 13)) * 0xC2B2AE3Du) + Numbers;
            return (int)(mixed ^ (mixed >> 16));
        }
    }

    /// <summary>Equal facts.</summary>
    public static bool operator ==(EligibilityFacts left, EligibilityFacts right) => left.Equals(right);

    /// <summary>Different facts.</summary>
    public static bool operator !=(EligibilityFacts left, EligibilityFacts right) => !left.Equals(right);

    /// <summary>The facts by their codes, invariant: <c>municipal_link=yes; age=?; wish_to_take_part=refused</c>, unknown ones left out. Can be read back by <see cref="TryParse"/>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var fact in EligibilityFactList.All)
        {
            var state = StateOf(fact);
            if (state == FactState.Unknown)
                continue;
            if (text.Length > 0)
                text.Append("; ");
            text.Append(fact.Code()).Append('=').Append(state == FactState.Refused ? "refused" : Number(fact)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? (Is(fact) ? "yes" : "no"));
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="ToString"/> writes: how facts are kept with a stored decision; false where the text has another form.</summary>
    public static bool TryParse(string? text, out EligibilityFacts facts)
    {
        facts = None;
        if (text is null)
            return false;
        if (text.Length == 0)
            return true;
        var read = None;
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals < 0 || !EligibilityFactList.TryParse(part.Substring(0, equals).Trim(), out var fact) || read.StateOf(fact) != FactState.Unknown || !TryAnswer(read, fact, part.Substring(equals + 1).Trim(), out read))
                return false;
        }

        facts = read;
        return true;
    }

    private uint WithNumber(EligibilityFact fact, int value) => (Numbers & ~(0xFFFFu << Place(fact))) | ((uint)value << Place(fact));

    /// <summary>Where the bits of a number begin.</summary>
    internal static int Place(EligibilityFact fact) => fact == EligibilityFact.Age ? 16 : 0;

    private static bool TryAnswer(EligibilityFacts facts, EligibilityFact fact, string answer, out EligibilityFacts result)
    {
        result = facts;
        if (answer == "refused")
            result = facts.WithRefused(fact);
        else if (fact.Type() == EligibilityFactType.YesNo && answer is "yes" or "no")
            result = facts.With(fact, answer == "yes");
        else if (fact.Type() == EligibilityFactType.Number && int.TryParse(answer, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= fact.Maximum())
            result = facts.With(fact, number);
        else
            return false;
        return true;
    }
}
