using BenchmarkDotNet.Attributes;
using FluentValidation;
using FluentValidation.Results;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Benchmarks;

/// <summary>One decision with all its reasons, and its explanation, beside a reused FluentValidation validator with the same rules.</summary>
/// <remarks><c>dotnet run -c Release --project tests/KimCaseManagement.Benchmarks -- --filter '*Eligibility*'</c></remarks>
[MemoryDiagnoser]
public class EligibilityBenchmarks
{
    private readonly EligibilityRuleSet _rules = EligibilityProgramme.KimNrw.Latest;
    private readonly EligibilityExplainer _german = new(EligibilityProgramme.KimNrw.Latest, LanguageTag.German);
    private readonly EligibilityExplainer _tigrinya = new(EligibilityProgramme.KimNrw.Latest, LanguageTag.From("ti"));
    private readonly EnquiryValidator _validator = new();
    private EligibilityFacts _facts;
    private Enquiry _enquiry = new();

    /// <summary>Who is decided on: all rules met; two not met; nothing known.</summary>
    [Params("eligible", "not-eligible", "unknown")]
    public string Who { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _facts = EligibilityFacts.None;
        _enquiry = new Enquiry();
        if (Who == "unknown")
            return;
        var fine = Who == "eligible";
        _facts = _facts
            .With(EligibilityFact.MunicipalLink, true).With(EligibilityFact.ImmigrationHistory, true).With(EligibilityFact.OtherCaseManagement, false)
            .With(EligibilityFact.ProblemAreas, fine ? 4 : 1).With(EligibilityFact.SeveralBodies, fine).With(EligibilityFact.UsualHelpFails, fine)
            .With(EligibilityFact.OwnResourcesInsufficient, false).With(EligibilityFact.WishToTakePart, fine);
        _enquiry = new Enquiry { MunicipalLink = true, ImmigrationHistory = true, OtherCaseManagement = false, ProblemAreas = fine ? 4 : 1, SeveralBodies = fine, UsualHelpFails = fine, OwnResourcesInsufficient = false, WishToTakePart = fine };
    }

    [Benchmark(Baseline = true)]
    public ValidationResult FluentValidation() => _validator.Validate(_enquiry);

    [Benchmark]
    public int Decision()
    {
        var decision = _rules.Decide(_facts);
        var sum = (int)decision.Verdict + (int)decision.Offer;
        var reasons = decision.Reasons;
        for (var i = 0; i < reasons.Count; i++)
            sum += (int)reasons[i].Outcome;
        return sum;
    }

    [Benchmark]
    public string FluentValidationTexts() => _validator.Validate(_enquiry).ToString();

    [Benchmark]
    public string ExplanationGerman() => _german.Explain(_rules.Decide(_facts));

    [Benchmark]
    public string ExplanationTigrinya() => _tigrinya.Explain(_rules.Decide(_facts));

    public sealed class Enquiry
    {
        public bool? MunicipalLink { get; set; }

        public bool? ImmigrationHistory { get; set; }

        public bool? OtherCaseManagement { get; set; }

        public int? ProblemAreas { get; set; }

        public bool? SeveralBodies { get; set; }

        public bool? UsualHelpFails { get; set; }

        public bool? OwnResourcesInsufficient { get; set; }

        public bool? WishToTakePart { get; set; }

        public int SignsPresent => (ProblemAreas >= 3 ? 1 : 0) + (SeveralBodies == true ? 1 : 0) + (UsualHelpFails == true ? 1 : 0) + (OwnResourcesInsufficient == true ? 1 : 0);

        public int SignsPossible => (ProblemAreas is null or >= 3 ? 1 : 0) + (SeveralBodies != false ? 1 : 0) + (UsualHelpFails != false ? 1 : 0) + (OwnResourcesInsufficient != false ? 1 : 0);
    }

    private sealed class EnquiryValidator : AbstractValidator<Enquiry>
    {
        public EnquiryValidator()
        {
            RuleFor(e => e.MunicipalLink).NotNull().WithErrorCode("link-to-municipality.open").WithMessage("Noch offen: Die Person hat einen Bezug zur Kommune.").NotEqual(false).WithErrorCode("link-to-municipality.not-met").WithMessage("Es gibt keinen Bezug zu dieser Kommune.");
            RuleFor(e => e.ImmigrationHistory).NotNull().WithErrorCode("immigration-history.open").WithMessage("Noch offen: Die Person hat eine Einwanderungsgeschichte.").NotEqual(false).WithErrorCode("immigration-history.not-met").WithMessage("Weder die Person noch ein Elternteil ist eingewandert.");
            RuleFor(e => e.OtherCaseManagement).NotNull().WithErrorCode("no-other-case-management.open").WithMessage("Noch offen: Kein anderes Case Management begleitet die Person.").NotEqual(true).WithErrorCode("no-other-case-management.not-met").WithMessage("Ein anderes Case Management begleitet die Person schon.");
            RuleFor(e => e.SignsPresent).GreaterThanOrEqualTo(2).When(e => e.SignsPossible >= 2).WithErrorCode("complex-need.open").WithMessage("Noch offen: Der Bedarf ist komplex.");
            RuleFor(e => e.SignsPossible).GreaterThanOrEqualTo(2).WithErrorCode("complex-need.not-met").WithMessage("Der Bedarf ist für Case Management nicht komplex genug.");
            RuleFor(e => e.WishToTakePart).NotNull().WithErrorCode("wish-to-take-part.open").WithMessage("Noch offen: Die Person möchte teilnehmen.").NotEqual(false).WithErrorCode("wish-to-take-part.not-met").WithMessage("Die Person möchte im Moment nicht begleitet werden.");
        }
    }
}
