using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Eligibility;

/// <summary>A decision as a host keeps it (gespeicherte Entscheidung): what was decided, on which facts, by which rules, and where the person was shown to.</summary>
/// <remarks>Enough to explain it years later and to ask what other rules would have decided. Equal by value. Immutable.</remarks>
public sealed class StoredDecision : IEquatable<StoredDecision>
{
    private readonly EquatableList<EligibilityWaiver> _waivers;

    /// <summary>Makes one from what was stored.</summary>
    /// <param name="id">The host's id of the enquiry.</param>
    /// <param name="decidedOn">The day of the decision.</param>
    /// <param name="programme">Code of the programme.</param>
    /// <param name="rulesVersion">Version of the rules.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="verdict">What was decided.</param>
    /// <param name="offer">What the person got.</param>
    /// <param name="nextPlace">Where the person was shown to; the default value where nowhere.</param>
    /// <param name="waivers">What was waived.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Verdict or offer is not specified.</exception>
    public StoredDecision(string id, LocalDate decidedOn, string programme, string rulesVersion, EligibilityFacts facts, EligibilityVerdict verdict, EligibilityOffer offer, ServiceCode nextPlace, IEnumerable<EligibilityWaiver> waivers)
    {
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentNullException.ThrowIfNull(rulesVersion);
        ArgumentNullException.ThrowIfNull(waivers);
        if (string.IsNullOrWhiteSpace(id))
            throw new ArgumentException("A stored decision has the id of its enquiry.", nameof(id));
        _ = verdict.Code();
        _ = offer.Code();
        Id = id;
        DecidedOn = decidedOn;
        Programme = programme;
        RulesVersion = rulesVersion;
        Facts = facts;
        Verdict = verdict;
        Offer = offer;
        NextPlace = nextPlace;
        _waivers = EquatableList<EligibilityWaiver>.CopyOf(waivers);
    }

    /// <summary>The host's id of the enquiry.</summary>
    public string Id { get; }

    /// <summary>The day of the decision.</summary>
    public LocalDate DecidedOn { get; }

    /// <summary>Code of the programme.</summary>
    public string Programme { get; }

    /// <summary>Version of the rules.</summary>
    public string RulesVersion { get; }

    /// <summary>The facts that were decided on.</summary>
    public EligibilityFacts Facts { get; }

    /// <summary>What was decided.</summary>
    public EligibilityVerdict Verdict { get; }

    /// <summary>What the person got.</summary>
    public EligibilityOffer Offer { get; }

    /// <summary>Where the person was shown to; the default value where nowhere.</summary>
    public ServiceCode NextPlace { get; }

    /// <summary>What was waived.</summary>
    public IReadOnlyList<EligibilityWaiver> Waivers => _waivers;

    /// <summary>Whether somebody who wasn't taken on got help after all.</summary>
    public NextPlaceKind NextPlaceKind =>
        Verdict != EligibilityVerdict.NotEligible ? NextPlaceKind.Unspecified
        : Offer == EligibilityOffer.ShortCounselling ? NextPlaceKind.Here
        : NextPlace.IsDefault ? NextPlaceKind.NoneFound
        : NextPlaceKind.Elsewhere;

    /// <summary>Keeps a decision, with the place that the rules name.</summary>
    public static StoredDecision Of(string id, LocalDate decidedOn, EligibilityDecision decision) => Of(id, decidedOn, decision, decision.NextPlace, []);

    /// <summary>Keeps a decision, with the place that was really found and what was waived.</summary>
    /// <param name="id">The host's id of the enquiry.</param>
    /// <param name="decidedOn">The day of the decision.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="nextPlace">Where the person was shown to; the default value says "none found".</param>
    /// <param name="waivers">What was waived.</param>
    /// <exception cref="ArgumentException">The decision is the default value, or the id is empty.</exception>
    public static StoredDecision Of(string id, LocalDate decidedOn, EligibilityDecision decision, ServiceCode nextPlace, IEnumerable<EligibilityWaiver> waivers)
    {
        if (decision.RuleSet is null)
            throw new ArgumentException("The decision is the default value; let a rule set decide.", nameof(decision));
        return new StoredDecision(id, decidedOn, decision.RuleSet.Programme, decision.RuleSet.Version, decision.Facts, decision.Verdict, decision.Offer, nextPlace, waivers);
    }

    /// <inheritdoc/>
    public bool Equals(StoredDecision? other) =>
        other is not null && Id == other.Id && DecidedOn == other.DecidedOn && Programme == other.Programme && RulesVersion == other.RulesVersion && Facts == other.Facts
        && Verdict == other.Verdict && Offer == other.Offer && NextPlace == other.NextPlace && _waivers.Equals(other._waivers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoredDecision);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((StringComparer.Ordinal.GetHashCode(Id) * 31) + Facts.GetHashCode());

    /// <summary>Id, verdict and offer.</summary>
    public override string ToString() => $"{Id}: {Verdict.Code()}, {Offer.Code()}";
}

/// <summary>Where somebody found help who wasn't taken on (Verbleib).</summary>
/// <remarks>Numbers and codes are kept for ever.</remarks>
public enum NextPlaceKind
{
    /// <summary>The person is or may be taken on.</summary>
    Unspecified = 0,

    /// <summary>Short counselling in the same office, code <c>here</c>.</summary>
    Here = 1,

    /// <summary>Another place, which is named, code <c>elsewhere</c>.</summary>
    Elsewhere = 2,

    /// <summary>No place was found, code <c>none-found</c>: unmet need (ungedeckter Bedarf).</summary>
    NoneFound = 3,
}

/// <summary>The codes of <see cref="NextPlaceKind"/>, as they stand in files.</summary>
public static class NextPlaceKinds
{
    private static readonly CodeTable<NextPlaceKind> Table = CodeTable<NextPlaceKind>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<NextPlaceKind> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this NextPlaceKind value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out NextPlaceKind value) => Table.TryParse(code, out value);
}

/// <summary>What became of those who weren't taken on, counted (ungedeckter Bedarf).</summary>
/// <remarks>Unit: stored decisions. Immutable.</remarks>
public sealed class UnmetNeed
{
    private readonly int[] _byKind;

    private UnmetNeed(int[] byKind, Dictionary<ServiceCode, int> byPlace)
    {
        _byKind = byKind;
        ByPlace = byPlace.OrderByDescending(p => p.Value).ThenBy(p => p.Key).ToList().AsReadOnly();
    }

    /// <summary>Decisions by which a person wasn't taken on.</summary>
    public int NotTakenOn => _byKind.Sum();

    /// <summary>Of these, those for which no place was found.</summary>
    public int NoneFound => Count(NextPlaceKind.NoneFound);

    /// <summary>The places that people were shown to, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<ServiceCode, int>> ByPlace { get; }

    /// <summary>Counts stored decisions.</summary>
    public static UnmetNeed In(IEnumerable<StoredDecision> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var byKind = new int[NextPlaceKinds.All.Count];
        var byPlace = new Dictionary<ServiceCode, int>();
        foreach (var decision in decisions.Where(d => d.NextPlaceKind != NextPlaceKind.Unspecified))
        {
            byKind[(int)decision.NextPlaceKind - 1]++;
            if (decision.NextPlaceKind == NextPlaceKind.Elsewhere)
                byPlace[decision.NextPlace] = byPlace.TryGetValue(decision.NextPlace, out var so) ? so + 1 : 1;
        }

        return new UnmetNeed(byKind, byPlace);
    }

    /// <summary>How many there are of one kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not one of <see cref="NextPlaceKinds.All"/>.</exception>
    public int Count(NextPlaceKind kind)
    {
        _ = kind.Code();
        return _byKind[(int)kind - 1];
    }

    /// <summary>The figures, invariant.</summary>
    public override string ToString() => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0} not taken on, {1} of them without a place", NotTakenOn, NoneFound);
}
