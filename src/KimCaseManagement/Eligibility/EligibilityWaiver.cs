using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Eligibility;

/// <summary>A person in charge lets a rule be for one enquiry (Ausnahme), with a reason and an end.</summary>
/// <remarks>Only in the person's favour: a waived rule counts as met. Immutable.</remarks>
public sealed class EligibilityWaiver
{
    /// <summary>Makes a waiver.</summary>
    /// <param name="rule">Code of the rule.</param>
    /// <param name="by">Who is in charge.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="from">The first day on which it holds.</param>
    /// <param name="until">The last day on which it holds, included. There is none without an end.</param>
    /// <exception cref="ArgumentException">The reason is empty, the actor is the default value, the code has another shape than a code, or it ends before it begins.</exception>
    public EligibilityWaiver(string rule, ActorId by, string reason, LocalDate from, LocalDate until)
    {
        if (!TextCode.IsCode(rule))
            throw TextCode.NotACode("a rule code", rule, nameof(rule));
        if (by.IsDefault)
            throw new ArgumentException("A waiver names the person in charge.", nameof(by));
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("A waiver has a reason: it must not be empty.", nameof(reason));
        if (until < from)
            throw new ArgumentException("A waiver can't end before it begins.", nameof(until));
        Rule = rule;
        By = by;
        Reason = reason;
        From = from;
        Until = until;
    }

    /// <summary>Code of the rule.</summary>
    public string Rule { get; }

    /// <summary>Who is in charge.</summary>
    public ActorId By { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>The first day on which it holds.</summary>
    public LocalDate From { get; }

    /// <summary>The last day on which it holds, included.</summary>
    public LocalDate Until { get; }

    /// <summary>True where it holds on a day.</summary>
    public bool IsValidOn(LocalDate day) => day >= From && day <= Until;

    /// <summary>The rule and the end; the reason is left out, as it may be about the person.</summary>
    public override string ToString() => string.Format(System.Globalization.CultureInfo.InvariantCulture, "{0} until {1:uuuu-MM-dd}", Rule, Until);
}
