using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>Yes, no, or not known yet (dreiwertige Logik): what a rule answers.</summary>
/// <remarks>The default value is <see cref="Unknown"/>: what nobody said is not known. Source: strong logic of indeterminacy, Kleene 1938.</remarks>
public enum TruthValue
{
    /// <summary>Not known (yet), code <c>unknown</c>.</summary>
    Unknown = 0,

    /// <summary>Yes, code <c>yes</c>.</summary>
    Yes = 1,

    /// <summary>No, code <c>no</c>.</summary>
    No = 2,
}

/// <summary>The codes of <see cref="TruthValue"/> and Kleene's logic over it.</summary>
/// <remarks>What is decided on part of the knowledge stays decided: replacing an unknown by yes or no never turns a yes into a no, nor either of them into an unknown.</remarks>
internal static class TruthValues
{
    private static readonly CodeTable<TruthValue> Table = new([(TruthValue.Unknown, "unknown"), (TruthValue.Yes, "yes"), (TruthValue.No, "no")]);

    /// <summary>All three.</summary>
    internal static IReadOnlyList<TruthValue> All => Table.All;

    /// <summary>The code of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    internal static string Code(this TruthValue value) => Table.CodeOf(value);

    /// <summary>The value with this code; false where there is none. Case matters.</summary>
    internal static bool TryParse(string? code, out TruthValue value) => Table.TryParse(code, out value);

    /// <summary>Turns yes into no and no into yes; what is unknown stays so.</summary>
    internal static TruthValue Not(this TruthValue value) => value switch
    {
        TruthValue.Yes => TruthValue.No,
        TruthValue.No => TruthValue.Yes,
        _ => TruthValue.Unknown,
    };

    /// <summary>Yes where both are yes, no where one is no.</summary>
    internal static TruthValue And(this TruthValue left, TruthValue right) =>
        left == TruthValue.No || right == TruthValue.No ? TruthValue.No
        : left == TruthValue.Yes && right == TruthValue.Yes ? TruthValue.Yes
        : TruthValue.Unknown;

    /// <summary>Yes where one is yes, no where both are no.</summary>
    internal static TruthValue Or(this TruthValue left, TruthValue right) => left.Not().And(right.Not()).Not();

    /// <summary>Yes where at least <paramref name="count"/> are yes; no where so many can't become yes any more.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    internal static TruthValue AtLeast(int count, IEnumerable<TruthValue> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(values);
        var (yes, possible) = (0, 0);
        foreach (var value in values)
        {
            yes += value == TruthValue.Yes ? 1 : 0;
            possible += value == TruthValue.No ? 0 : 1;
        }

        return yes >= count ? TruthValue.Yes : possible < count ? TruthValue.No : TruthValue.Unknown;
    }
}
