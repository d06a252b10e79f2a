using Kim.Cli.Demo;
using Kim.Web.Accounts;
using Kim.Web.Safety;
using Kim.Web.Storage;
using KimCaseManagement.Cases;
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

    internal async Task TellAsync()
    {
        if (await database.Story.SingleOrDefaultAsync() is { } told)
        {
            clock.TellFrom(told.ToldAt);
            return;
        }

        await accounts.CreateAsync();
        if (!configuration.GetValue("Story:Tell", true) || await database.Cases.AnyAsync())
            return;
        var toldAt = clock.Machine;
        clock.TellFrom(toldAt);
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.Offices.AddRange(Offices);
        foreach (var file in HerneCity.Histories(lifecycle))
            Add(file);
        AddName("herne-0001", "Selam T.", "02323 000-101");
        AddName("herne-0002", "Mamadou B.", "02323 000-102");
        database.Story.Add(new StoryRow { Id = 1, ToldAt = toldAt });
        await database.SaveChangesAsync();
        database.ChangeTracker.Clear();
        database.ChangeTracker.AutoDetectChangesEnabled = true;
    }

    private void Add(CaseFile file)
    {
        foreach (var happened in file.Events)
            CaseRows.Add(database, happened);
        var row = new CaseRow { Id = file.State.Id.Value };
        CaseRows.Fill(row, file.State, lifecycle.Policy);
        database.Cases.Add(row);
        database.Facts.AddRange(CaseRows.Facts(file.State));
        database.Findings.AddRange(CaseRows.Findings(file.State));
    }

    private void AddName(string caseId, string name, string telephone) =>
        database.Clients.Add(new ClientRow { CaseId = caseId, EncryptedName = names.Encrypt(name), EncryptedTelephone = names.Encrypt(telephone) });
}
