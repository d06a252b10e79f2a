using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>In which direction a decision would change under other rules (Richtung).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum WhatIfDirection
{
    /// <summary>It wouldn't change.</summary>
    Unspecified = 0,

    /// <summary>Case management would be open to the person, and isn't now; code <c>gains</c>.</summary>
    Gains = 1,

    /// <summary>Case management is open to the person, and wouldn't be; code <c>loses</c>.</summary>
    Loses = 2,

    /// <summary>It was decided that the person isn't taken on; facts would be missing; code <c>opens</c>.</summary>
    Opens = 3,

    /// <summary>Facts were missing; it would be decided that the person isn't taken on; code <c>closes</c>.</summary>
    Closes = 4,

    /// <summary>Not taken on either way, but the person would get something else; code <c>other-offer</c>.</summary>
    OtherOffer = 5,
}

/// <summary>The codes of <see cref="WhatIfDirection"/>, as they stand in files.</summary>
public static class WhatIfDirections
{
    private static readonly CodeTable<WhatIfDirection> Table = CodeTable<WhatIfDirection>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<WhatIfDirection> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this WhatIfDirection value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out WhatIfDirection value) => Table.TryParse(code, out value);
}

/// <summary>Which stored decisions would change under other rules, in both directions (Folgenabschätzung).</summary>
/// <remarks>What was waived stays waived where the other rules have that rule too. Immutable.</remarks>
public sealed class WhatIf
{
    private readonly EquatableList<WhatIfChange> _changes;

    private WhatIf(EligibilityRuleSet rules, int examined, EquatableList<WhatIfChange> changes)
    {
        RuleSet = rules;
        Examined = examined;
        _changes = changes;
    }

    /// <summary>The other rules.</summary>
    public EligibilityRuleSet RuleSet { get; }

    /// <summary>How many decisions were examined.</summary>
    public int Examined { get; }

    /// <summary>Those that would change, in the order given.</summary>
    public IReadOnlyList<WhatIfChange> Changes => _changes;

    /// <summary>Examines stored decisions under other rules.</summary>
    public static WhatIf Under(EligibilityRuleSet rules, IEnumerable<StoredDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(decisions);
        var (examined, changes) = (0, new List<WhatIfChange>());
        foreach (var stored in decisions)
        {
            examined++;
            var now = rules.Decide(stored.Facts, stored.Waivers.Where(w => rules.Find(w.Rule) is { MayBeWaived: true }), stored.DecidedOn);
            if (DirectionOf(stored, now) is var direction and not WhatIfDirection.Unspecified)
                changes.Add(new WhatIfChange(stored, now, direction));
        }

        return new WhatIf(rules, examined, EquatableList<WhatIfChange>.CopyOf(changes));
    }

    /// <summary>How many would change in one direction.</summary>
    public int Count(WhatIfDirection direction) => _changes.Count(c => c.Direction == direction);

    /// <summary>The figures.</summary>
    public override string ToString() => $"{RuleSet}: {Examined} examined, {string.Join(", ", WhatIfDirections.All.Select(d => Count(d).ToString(System.Globalization.CultureInfo.InvariantCulture) + " " + d.Code()))}";

    private static WhatIfDirection DirectionOf(StoredDecision stored, EligibilityDecision now) => (stored.Verdict, now.Verdict) switch
    {
        (EligibilityVerdict.Eligible, EligibilityVerdict.Eligible) => WhatIfDirection.Unspecified,
        (EligibilityVerdict.Eligible, _) => WhatIfDirection.Loses,
        (_, EligibilityVerdict.Eligible) => WhatIfDirection.Gains,
        (EligibilityVerdict.NotEligible, EligibilityVerdict.NeedsInformation) => WhatIfDirection.Opens,
        (EligibilityVerdict.NeedsInformation, EligibilityVerdict.NotEligible) => WhatIfDirection.Closes,
        _ => stored.Offer == now.Offer ? WhatIfDirection.Unspecified : WhatIfDirection.OtherOffer,
    };
}

/// <summary>A stored decision that would change.</summary>
public sealed class WhatIfChange : IEquatable<WhatIfChange>
{
    internal WhatIfChange(StoredDecision before, EligibilityDecision after, WhatIfDirection direction)
    {
        Before = before;
        After = after;
        Direction = direction;
    }

    /// <summary>What was decided.</summary>
    public StoredDecision Before { get; }

    /// <summary>What the other rules would decide.</summary>
    public EligibilityDecision After { get; }

    /// <summary>In which direction.</summary>
    public WhatIfDirection Direction { get; }

    /// <inheritdoc/>
    public bool Equals(WhatIfChange? other) => other is not null && Before.Equals(other.Before) && After == other.After;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WhatIfChange);

    /// <inheritdoc/>
    public override int GetHashCode() => Before.GetHashCode();

    /// <summary>Id and direction.</summary>
    public override string ToString() => Before.Id + ": " + Direction.Code();
}
