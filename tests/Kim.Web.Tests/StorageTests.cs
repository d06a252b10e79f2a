using Kim.Web.Storage;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Kim.Web.Tests;

/// <summary>The same on both databases: events are appended once, and everything made from them goes along or not at all.</summary>
public sealed class StorageTests(Databases databases) : IClassFixture<Databases>
{
    private static readonly ActorId Me = ActorId.From("caritas-mitte/1");
    private static readonly OfficeCode Office = OfficeCode.From("caritas-mitte");

    [Fact]
    public void The_migrations_make_the_tables_that_the_model_has()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_case_is_what_was_stored_of_it(Database database)
    {
        using var host = await HostAsync(database);
        var id = CaseId.From("case-1");
        await AcceptedAsync(host, id);
        await TakeAsync(host, id, new RecordNeed(TopicCode.From("RES-PASS")));
        await TakeAsync(host, id, new RecordContact(ContactChannel.Phone, 25));
        await TakeAsync(host, id, new RecordFinding(TopicCode.From("RES-PASS"), GapKind.WaitingTime));
        await using var scope = Scope(host);
        var context = scope.ServiceProvider.GetRequiredService<KimContext>();
        var state = await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(id);
        var row = await context.Cases.SingleAsync(c => c.Phase == CasePhase.Assessment);
        Assert.Equal((CasePhase.Assessment, state.Version, "RES-PASS", true), (row.Phase, row.Version, row.Topics, row.IsOpen));
        Assert.Equal(state.AcceptedOn, (await context.Facts.SingleAsync()).OpenedOn);
        Assert.Equal(25, (await context.Contacts.SingleAsync(c => c.On <= state.AcceptedOn!.Value.PlusDays(1))).Minutes);
        Assert.Equal("waiting-time", (await context.Findings.SingleAsync()).Gap);
        Assert.Equal(state.Version, await context.Outbox.CountAsync(o => o.SentAt == null && o.At <= Instant.FromUtc(2999, 1, 1, 0, 0)));
        Assert.Equal(state.Version, await context.Audit.CountAsync(a => a.Outcome == "done" && a.Subject == "case-1"));
    }

    /// <summary>EF Core notes in the file that it migrates, and waits while that stands there.</summary>
    [Fact]
    public async Task A_start_that_was_killed_does_not_keep_the_next_one_waiting()
    {
        var folder = Machine.NewFolder("killed");
        var file = Path.Combine(folder, "kim.db");
        using (var first = new SampleHost(tellsStory: false, ("Database:File", file)))
        {
            await using var scope = Scope(first);
            await scope.ServiceProvider.GetRequiredService<KimContext>().Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
        }

        using (var next = new SampleHost(tellsStory: false, ("Database:File", file)))
            Assert.Equal("Healthy", await Task.Run(async () => await next.Visit().PageAsync("/health/ready")).WaitAsync(TimeSpan.FromMinutes(1)));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Who_saw_another_version_is_refused_and_changes_nothing(Database database)
    {
        using var host = await HostAsync(database);
        var id = CaseId.From("case-1");
        await AcceptedAsync(host, id);
        var seen = (await StateAsync(host, id)).Version;
        Assert.True((await TakeAsync(host, id, new RecordContact(minutes: 5), version: seen)).IsAccepted);
        var late = await TakeAsync(host, id, new RecordContact(minutes: 7), version: seen);
        Assert.Equal("version-conflict", Assert.Single(late.Blockers).Code);
        Assert.Equal(seen + 1, (await StateAsync(host, id)).Version);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task The_same_attempt_at_the_same_time_happens_once(Database database)
    {
        using var host = await HostAsync(database);
        var id = CaseId.From("case-1");
        await AcceptedAsync(host, id);
        var before = (await StateAsync(host, id)).Version;
        var decisions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(host, id, new RecordContact(minutes: 5), StepId.From("one-attempt"))));
        Assert.All(decisions, decision => Assert.True(decision.IsAccepted));
        Assert.Equal(1, decisions.Sum(decision => decision.Events.Count));
        Assert.Equal(before + 1, (await StateAsync(host, id)).Version);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Many_writers_of_one_case_lose_nothing(Database database)
    {
        using var host = await HostAsync(database);
        var id = CaseId.From("case-1");
        await AcceptedAsync(host, id);
        var before = (await StateAsync(host, id)).Version;
        var decisions = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => TakeAsync(host, id, new RecordContact(minutes: n), StepId.From($"attempt-{n}"))));
        Assert.All(decisions, decision => Assert.True(decision.IsAccepted));
        var state = await StateAsync(host, id);
        Assert.Equal(before + 12, state.Version);
        Assert.Equal(Enumerable.Range(0, 12).Sum(), state.ContactMinutes);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Erasure_takes_events_and_name_and_leaves_the_figures(Database database)
    {
        using var host = await HostAsync(database);
        var id = CaseId.From("case-1");
        await AcceptedAsync(host, id);
        await using (var scope = Scope(host))
        {
            var names = scope.ServiceProvider.GetRequiredService<Safety.ClientNames>();
            await names.SaveAsync(scope.ServiceProvider.GetRequiredService<KimContext>(), id.Value, "Somebody", "0123", default);
        }

        await TakeAsync(host, id, new Abort(ClosureReason.MovedAway));
        var erased = await TakeAsync(host, id, new Erase(onRequest: true, PersonKey.From("erased-1")));
        Assert.True(erased.IsAccepted, string.Join(", ", erased.Blockers));
        await using var after = Scope(host);
        var context = after.ServiceProvider.GetRequiredService<KimContext>();
        Assert.Equal((0, 0, 1), (await context.Events.CountAsync(), await context.Clients.CountAsync(), await context.Facts.CountAsync()));
        Assert.True((await StateAsync(host, id)).IsErased);
    }

    [Fact]
    public async Task Names_are_unreadable_in_the_database_file()
    {
        using var host = new SampleHost();
        host.Visit().Dispose();
        await using var scope = Scope(host);
        var context = scope.ServiceProvider.GetRequiredService<KimContext>();
        var stored = await context.Clients.SingleAsync(c => c.CaseId == "herne-0001");
        var (name, _) = await scope.ServiceProvider.GetRequiredService<Safety.ClientNames>().OfAsync(context, "herne-0001", default);
        Assert.Equal("Selam T.", name);
        Assert.DoesNotContain("Selam", stored.EncryptedName, StringComparison.Ordinal);
        Assert.DoesNotContain(await context.Events.Select(e => e.Json).ToListAsync(), json => json.Contains("Selam", StringComparison.Ordinal));
    }

    private async Task<SampleHost> HostAsync(Database database) => new(tellsStory: false, ("ConnectionStrings:Postgres", await databases.NewAsync(database)));

    private static async Task AcceptedAsync(SampleHost host, CaseId id)
    {
        CaseStep[] steps =
        [
            new RegisterInquiry(Office, PersonKey.From("p-" + id), ProviderCode.From("caritas"), language: LanguageTag.From("ar")),
            new StartClarification(Me),
            new RecordEligibility(KimCaseManagement.Eligibility.EligibilityVerdict.Eligible),
            new GiveInformation(),
            new GiveConsent(ConsentKind.Participation),
            new AcceptCase(),
        ];
        foreach (var step in steps)
        {
            var decision = await TakeAsync(host, id, step);
            Assert.True(decision.IsAccepted, string.Join(", ", decision.Blockers));
        }
    }

    private static async Task<CaseDecision> TakeAsync(SampleHost host, CaseId id, CaseStep step, StepId attempt = default, int? version = null)
    {
        await using var scope = Scope(host);
        return await scope.ServiceProvider.GetRequiredService<CaseStore>().TakeAsync(new Attempt(id, step, Me, attempt, version));
    }

    private static async Task<CaseState> StateAsync(SampleHost host, CaseId id)
    {
        await using var scope = Scope(host);
        return await scope.ServiceProvider.GetRequiredService<CaseStore>().LoadAsync(id);
    }

    private static AsyncServiceScope Scope(SampleHost host)
    {
        _ = host.Address;
        return host.Services.CreateAsyncScope();
    }
}
