using System.Security.Cryptography;
using Kim.Web.CaseWork;
using Kim.Web.Storage;
using Kim.Web.Words;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Enquiry;

/// <summary>An office as a client sees it.</summary>
internal sealed record OfficeNearBy(OfficeRow Row, bool SpeaksTheLanguage);

/// <summary>The third page: the decision in plain words with its reasons, the offices, and the slip.</summary>
internal sealed class AnswerPage(Speech say, KimContext database, CaseStore cases, EligibilityRuleSet rules, TopicTaxonomy taxonomy, TextCatalogue texts) : EnquiryPage(say)
{
    private const int MostOffices = 3;
    private static readonly ActorId Website = ActorId.From("website");
    private readonly Speech _say = say;

    public string Headline { get; private set; } = "";

    /// <summary>Whether the person can be accompanied.</summary>
    public bool IsGood { get; private set; }

    public IReadOnlyList<(bool IsMet, string Text)> Reasons { get; private set; } = [];

    public IReadOnlyList<(string Text, string Language)> Suggestions { get; private set; } = [];

    public IReadOnlyList<OfficeNearBy> Offices { get; private set; } = [];

    public IReadOnlyList<Topic> Topics => Form.KnownTopics(taxonomy);

    /// <summary>Makes that a button pressed twice sends one enquiry.</summary>
    public string Attempt { get; private set; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    public string? ChosenOffice { get; private set; }

    /// <summary>The number on the slip once the enquiry is sent.</summary>
    public string? Number { get; private set; }

    public IActionResult OnGet() => LocalRedirect($"/help/{Language}");

    public Task OnPostAsync(CancellationToken cancel) => AnswerAsync(cancel);

    /// <summary>The enquiry becomes a case in the phase of inquiry: language, topics by way of the eligibility, no name.</summary>
    public async Task<IActionResult> OnPostSendAsync(string office, string attempt, CancellationToken cancel)
    {
        var row = await database.Offices.AsNoTracking().SingleOrDefaultAsync(o => o.Code == office, cancel);
        if (row is null || attempt is not { Length: 32 } || !attempt.All(char.IsAsciiHexDigit))
            return BadRequest();
        var id = CaseIds.From(attempt);
        var decision = rules.Decide(Form.Facts(taxonomy));
        var inquiry = new RegisterInquiry(OfficeCode.From(row.Code), provider: ProviderCode.From(row.Provider), referredBy: ReferralSource.Self, language: _say.Language == LanguageTag.PlainGerman ? LanguageTag.German : _say.Language);
        await cases.TakeAsync(new Attempt(id, inquiry, Website, StepId.From(attempt)), cancel);
        await cases.TakeAsync(new Attempt(id, new RecordEligibility(decision.Verdict, decision.RuleSet.ToString()), Website, StepId.From(attempt + "-2")), cancel);
        (Number, ChosenOffice, Attempt) = (id.Value, row.Code, attempt);
        await AnswerAsync(cancel);
        return Page();
    }

    private async Task AnswerAsync(CancellationToken cancel)
    {
        var explainer = new EligibilityExplainer(rules, _say.Language, texts);
        var decision = rules.Decide(Form.Facts(taxonomy));
        Headline = explainer.Headline(decision);
        IsGood = decision.Offer == EligibilityOffer.CaseManagement;
        var reasons = Enumerable.Range(0, decision.Reasons.Count).Select(i => decision.Reasons[i]).ToList();
        Reasons = [.. reasons.Where(r => r.Outcome is RuleOutcome.Met or RuleOutcome.NotMet).Select(r => (r.Outcome == RuleOutcome.Met, Words(r, explainer)))];
        Suggestions = [.. decision.Suggestions.Select(suggestion => (explainer.Text(suggestion), texts.For(suggestion.ReasonTextCode, _say.Language).Language.Value))];
        var wished = _say.Language == LanguageTag.PlainGerman ? LanguageTag.German.Value : _say.Language.Value;
        var all = await database.Offices.AsNoTracking().ToListAsync(cancel);
        Offices =
        [
            .. all.Select(office => new OfficeNearBy(office, office.Languages.Split(CaseRows.Between).Contains(wished)))
                .OrderByDescending(office => office.SpeaksTheLanguage)
                .ThenByDescending(office => office.Row.District == Form.District)
                .ThenBy(office => office.Row.Code, StringComparer.Ordinal)
                .Take(MostOffices),
        ];
    }

    /// <summary>The reason as it is said to clients; where a city's own rule has no such words, as the library explains it.</summary>
    private string Words(EligibilityReason reason, EligibilityExplainer explainer)
    {
        var code = $"enquiry-reason.{reason.Rule.Code}.{reason.Outcome.Code()}";
        return texts.Contains(code) ? _say[code] : explainer.Text(reason);
    }
}
