using Kim.Cli.Demo;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Kim.Web.Story;

/// <summary>Fills an empty database with the five offices of Herne and the histories that <c>kim demo</c> tells, each step decided by the library.</summary>
/// <remarks>Made up: names, addresses' house numbers, languages and capacity of the offices. Published are the offices themselves and two figures, 580 people and 147 of them in Herne-Mitte.</remarks>
internal sealed class HerneStory(KimContext database, CaseLifecycle lifecycle, CityClock clock, DevelopmentAccounts accounts, ClientNames names, IConfiguration configuration)
{
    internal static IReadOnlyList<OfficeRow> Offices { get; } =
    [
        new() { Code = "caritas-mitte", Provider = "caritas", Name = "Caritas Herne-Mitte", District = "mitte", Address = "Herne-Mitte", Languages = "de|en|ti|ar|fr", Capacity = 100 },
        new() { Code = "planb-wanne", Provider = "planb", Name = "PlanB Wanne", District = "wanne", Address = "Herne-Wanne", Languages = "de|en|tr|ar|fa|ro", Capacity = 100 },
        new() { Code = "drk-eickel", Provider = "drk", Name = "DRK Eickel", District = "eickel", Address = "Herne-Eickel", Languages = "de|en|uk|ru|pl", Capacity = 80 },
        new() { Code = "awo-horsthausen", Provider = "awo", Name = "AWO Horsthausen und Sodingen", District = "sodingen", Address = "Herne-Horsthausen", Languages = "de|en|ar|tr|bg|ro|es|pt", Capacity = 70 },
        new() { Code = "stadt", Provider = "stadt-herne", Name = "Stadt Herne, Shamrockpark", District = "mitte", Address = "Shamrockpark, Herne", Languages = "de|en|ar|fa|uk|ru", Capacity = 60 },
    ];

    /// <summary>The parts of the city, for the question where one lives.</summary>
    internal static IReadOnlyList<string> Districts { get; } = ["mitte", "sodingen", "wanne", "eickel"];

    /// <summary>One running case in this many shows a gap in the city's help; made up.</summary>
    private const int EveryNth = 9;

    private const int GapsFound = 6;

    internal async Task TellAsync()
    {
        if (await database.Story.SingleOrDefaultAsync() is { } told)
        {
            clock.TellFrom(told.ToldAt);
            return;
        }

        await accounts.CreateAsync();
        if (!await database.Offices.AnyAsync())
        {
            database.Offices.AddRange(Offices);
            await database.SaveChangesAsync();
        }

        if (!configuration.GetValue("Story:Tell", true) || await database.Cases.AnyAsync())
            return;
        var toldAt = clock.Machine;
        clock.TellFrom(toldAt);
        var files = HerneCity.Histories(lifecycle);
        AddDesk(files);
        await using var transaction = await database.Database.BeginTransactionAsync();
        await database.InsertAsync(
        [
            .. files.Concat(NewToday()).SelectMany(Rows),
            Name("herne-0001", "Selam T.", "02323 000-101"),
            Name("herne-0002", "Mamadou B.", "02323 000-102"),
            new StoryRow { ToldAt = toldAt },
        ]);
        await transaction.CommitAsync();
    }

    /// <summary>What lies on the desks on the day of the story: a case offered to a colleague, and what case managers found missing in the city.</summary>
    private static void AddDesk(IReadOnlyList<CaseFile> files)
    {
        var running = files.Where(file => file.State.Phase is CasePhase.Linking or CasePhase.Monitoring && file.State.Topics.Count > 0).ToList();
        running.First(file => file.CaseManager.Value == "caritas-mitte/2").Do(HerneCity.ReportDay, new OfferHandover(ActorId.From("caritas-mitte/1")));
        for (var i = 0; i < running.Count; i += EveryNth)
            running[i].Do(HerneCity.ReportDay, new RecordFinding(running[i].State.Topics[0], GapKinds.All[i / EveryNth % GapsFound]));
    }

    /// <summary>People who came these days: three that nobody has talked to yet, two who wait for a place.</summary>
    private IEnumerable<CaseFile> NewToday()
    {
        foreach (var (number, office, language) in new[] { (901, Offices[0], "ti"), (902, Offices[0], "ar"), (903, Offices[1], "tr"), (904, Offices[3], "bg"), (905, Offices[3], "ro") })
        {
            var file = new CaseFile(lifecycle, $"herne-{number:0000}", $"{office.Code}/1");
            var day = HerneCity.ReportDay.PlusDays(-(number % 10));
            file.Do(day, new RegisterInquiry(OfficeCode.From(office.Code), PersonKey.From($"p-herne-{number:0000}"), ProviderCode.From(office.Provider), ReferralSource.Self, LanguageTag.From(language)));
            if (number > 903)
            {
                file.Do(day, new StartClarification(file.CaseManager));
                file.Do(day, new RecordEligibility(EligibilityVerdict.Eligible));
                file.Do(day, new GiveInformation(LanguageTag.From(language)));
                file.Do(day, new GiveConsent(ConsentKind.Participation, ConsentForm.Written, LanguageTag.From(language)));
                file.Do(day, new Enqueue(capacity: false, priority: 2));
            }

            yield return file;
        }
    }

    private IEnumerable<object> Rows(CaseFile file)
    {
        var row = new CaseRow { Id = file.State.Id.Value };
        CaseRows.Fill(row, file.State, lifecycle.Policy);
        return [.. file.Events.SelectMany(CaseRows.Of), row, .. CaseRows.Facts(file.State), .. CaseRows.Findings(file.State)];
    }

    private ClientRow Name(string caseId, string name, string telephone) => new() { CaseId = caseId, EncryptedName = names.Encrypt(name), EncryptedTelephone = names.Encrypt(telephone) };
}
