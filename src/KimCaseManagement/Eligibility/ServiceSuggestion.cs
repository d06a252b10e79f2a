using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Eligibility;

/// <summary>When a neighbouring service is worth a suggestion (Vorschlag): always beside what the person gets, never instead of it.</summary>
/// <remarks>Why it is suggested stands in the text catalogue under <see cref="TextCode"/>. Suggestions only grow as more becomes known. Immutable.</remarks>
public sealed class ServiceSuggestion
{
    /// <summary>Makes a suggestion.</summary>
    /// <param name="service">The service.</param>
    /// <param name="condition">When it is suggested; it may read every fact, age included.</param>
    /// <param name="source">Where that comes from.</param>
    /// <exception cref="ArgumentException"><paramref name="service"/> is the default value.</exception>
    public ServiceSuggestion(ServiceCode service, EligibilityCondition condition, Source source)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(source);
        if (service.IsDefault)
            throw new ArgumentException("A suggestion must name the service.", nameof(service));
        Service = service;
        Condition = condition;
        Source = source;
    }

    /// <summary>The service.</summary>
    public ServiceCode Service { get; }

    /// <summary>When it is suggested.</summary>
    public EligibilityCondition Condition { get; }

    /// <summary>Where that comes from.</summary>
    public Source Source { get; }

    /// <summary>The code of the text that says why.</summary>
    public string TextCode => "eligibility-suggestion." + Service.Value;

    /// <summary>The service's code.</summary>
    public override string ToString() => Service.Value;
}
