using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Cases;

/// <summary>One thing that stands in the way of a step (Hinderungsgrund), and what would lift it.</summary>
/// <remarks>Two blockers are equal when their reasons are.</remarks>
public sealed class Blocker : IEquatable<Blocker>
{
    internal Blocker(string code, Source? source, IReadOnlyList<StepKind> liftedBy, string? field, params ReasonArgument[] arguments)
    {
        Code = code;
        Reason = new Reason("refusal." + code, source, arguments);
        Remedy = new Reason("remedy." + code, source, arguments);
        LiftedBy = liftedBy;
        Field = field;
    }

    /// <summary>The stable code, such as <c>participation-consent</c>; for a guard the guard's own.</summary>
    public string Code { get; }

    /// <summary>What stands in the way, to be turned into words by a <see cref="TextCatalogue"/>.</summary>
    public Reason Reason { get; }

    /// <summary>What would lift it, to be turned into words by a <see cref="TextCatalogue"/>.</summary>
    public Reason Remedy { get; }

    /// <summary>The steps that would lift it; empty where none does.</summary>
    public IReadOnlyList<StepKind> LiftedBy { get; }

    /// <summary>The field of the step that is concerned; null where it is not about one.</summary>
    public string? Field { get; }

    internal static Blocker OfField(string code, string field, params ReasonArgument[] arguments) =>
        new(code, null, [], field, [ReasonArgument.Text("field", field), .. arguments]);

    /// <summary>What stands in the way and what would lift it, in one text.</summary>
    public LocalizedText Text(TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var reason = catalogue.For(Reason, language);
        return new LocalizedText(reason.Text + " " + catalogue.For(Remedy, language).Text, reason.Language, language);
    }

    /// <inheritdoc/>
    public bool Equals(Blocker? other) => other is not null && Reason.Equals(other.Reason);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Blocker);

    /// <inheritdoc/>
    public override int GetHashCode() => Reason.GetHashCode();

    /// <summary>The code, for logs.</summary>
    public override string ToString() => Code;
}
