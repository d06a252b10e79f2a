using System.Text.Json;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Residence;
using KimCaseManagement.Serialization;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

// One walk through every room, on a runtime or as native code: what fails here was lost in trimming, or isn't there on that framework.
var lifecycle = CaseLifecycle.Standard;
var (id, me, at) = (CaseId.From("case-1"), ActorId.From("cm-1"), Instant.FromUtc(2024, 4, 2, 9, 0));
var rules = EligibilityProgramme.KimNrw.Latest;
var facts = EligibilityFacts.None
    .With(EligibilityFact.MunicipalLink, true)
    .With(EligibilityFact.ImmigrationHistory, true)
    .With(EligibilityFact.ProblemAreas, 4)
    .With(EligibilityFact.SeveralBodies, true)
    .With(EligibilityFact.WishToTakePart, true)
    .With(EligibilityFact.OtherCaseManagement, false);
Console.WriteLine(new EligibilityExplainer(rules, LanguageTag.German).Explain(rules.Decide(facts)));

var found = TopicTaxonomy.Core.Search("ich brauche einen Pass", 1)[0].Topic;
Console.WriteLine($"{found.Code} {found.Label(LanguageTag.From("uk"))}");
Console.WriteLine($"{TextCatalogue.BuiltIn.For("country.ER", LanguageTag.English)}, {ResidenceMatrix.Compare(ResidenceStatuses.Find("DUL_60A")!, ResidenceStatuses.Find("AE_25B")!).Code()}");

var state = CaseState.NotOpened;
var events = new List<CaseEvent>();
foreach (var step in new CaseStep[]
{
    new RegisterInquiry(OfficeCode.From("mitte"), PersonKey.From("p-1")),
    new StartClarification(me),
    new GiveInformation(),
    new GiveConsent(ConsentKind.Participation),
    new RecordEligibility(rules.Decide(facts).Verdict),
    new AcceptCase(),
    new RecordNeed(found.Code, Urgency.High),
})
{
    var decision = lifecycle.Decide(state, id, step, at, me);
    state = decision.EnsureAccepted();
    events.AddRange(decision.Events);
}

foreach (var next in lifecycle.NextSteps(state, CaseLifecycle.DayOf(at)).Where(n => !n.IsPermitted).Take(3))
    Console.WriteLine($"{next.Kind.Code()}: {string.Join(", ", next.Blockers.Select(b => TextCatalogue.BuiltIn.For(b.Reason, LanguageTag.German)))}");

// Out as JSON and back again.
var read = events.Select(e => CaseJson.ReadEvent(JsonDocument.Parse(Written(writer => CaseJson.Write(writer, e))).RootElement, lifecycle));
Console.WriteLine(CaseState.Replay(read).Equals(state));
Console.WriteLine(CaseJson.ReadState(JsonDocument.Parse(Written(writer => CaseJson.Write(writer, state))).RootElement, lifecycle).Phase.Code());
Console.WriteLine(new StepInputValidator(lifecycle, TextCatalogue.BuiltIn, LanguageTag.German).Validate(new StepInput("give-consent", StepData.Empty)).Errors[0].ErrorMessage);

var register = new CaseRegisterBuilder();
foreach (var row in CaseProjection.FactsOf(state))
    register.Add(row);
var report = Report.Count(register.Build(), new ReportRequest(ReportingPeriod.Quarter(2024, 2), [Dimension.Office]));
PublishedReport.Protect(report).Export(new ReportTexts(LanguageTag.German)).WriteMarkdown(Console.Out);

static byte[] Written(Action<Utf8JsonWriter> write)
{
    using var memory = new MemoryStream();
    using (var writer = new Utf8JsonWriter(memory))
        write(writer);
    return memory.ToArray();
}
