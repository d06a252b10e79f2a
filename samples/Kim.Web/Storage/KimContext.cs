using Kim.Web.Accounts;
using KimCaseManagement.Cases;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using NodaTime.Text;

namespace Kim.Web.Storage;

/// <summary>The database: events are the truth, everything else is made from them or stands beside them.</summary>
internal abstract class KimContext(DbContextOptions options) : IdentityDbContext<KimUser, IdentityRole, string>(options)
{
    private const string OpenCases = "\"IsOpen\"";

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<FactRow> Facts => Set<FactRow>();

    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    public DbSet<FindingRow> Findings => Set<FindingRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<OfficeRow> Offices => Set<OfficeRow>();

    public DbSet<ClientRow> Clients => Set<ClientRow>();

    public DbSet<PublicationRow> Publications => Set<PublicationRow>();

    public DbSet<ImportRow> Imports => Set<ImportRow>();

    public DbSet<StoryRow> Story => Set<StoryRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<EventRow>(events =>
        {
            events.HasKey(e => new { e.CaseId, e.Version });
            events.HasIndex(e => new { e.CaseId, e.StepId }).IsUnique();
        });
        builder.Entity<CaseRow>(cases =>
        {
            cases.HasKey(c => c.Id);
            cases.Property(c => c.Version).IsConcurrencyToken();
            cases.Property(c => c.Phase).HasConversion(phase => phase.Code(), code => Phase(code));
            cases.Property(c => c.DueKind).HasConversion<int>();
            // A column of yes and no in the middle of an index hides its order from SQLite; an index of the open cases alone keeps it.
            cases.HasIndex(c => new { c.Office, c.SortOn, c.Id }).HasFilter(OpenCases);
            cases.HasIndex(c => new { c.CaseManager, c.SortOn, c.Id }).HasFilter(OpenCases);
            cases.HasIndex(c => new { c.Office, c.Phase, c.SortOn, c.Id });
            cases.HasIndex(c => c.OfferedOffice);
            cases.HasIndex(c => c.Person);
        });
        builder.Entity<FactRow>(facts =>
        {
            facts.HasKey(f => new { f.Origin, f.Id });
            facts.HasIndex(f => f.CaseId);
        });
        builder.Entity<ContactRow>(contacts =>
        {
            contacts.HasKey(c => new { c.CaseId, c.Version });
            contacts.HasIndex(c => c.On);
        });
        builder.Entity<FindingRow>().HasKey(f => new { f.CaseId, f.Version });
        builder.Entity<OutboxRow>(outbox =>
        {
            outbox.HasKey(o => o.Number);
            outbox.HasIndex(o => new { o.SentAt, o.NotBefore });
        });
        builder.Entity<AuditRow>(audit =>
        {
            audit.HasKey(a => a.Number);
            audit.HasIndex(a => a.Subject);
        });
        builder.Entity<OfficeRow>().HasKey(o => o.Code);
        builder.Entity<PublicationRow>().HasKey(p => p.Number);
        builder.Entity<ImportRow>().HasKey(i => i.Number);
        builder.Entity<ClientRow>().HasKey(c => c.CaseId);
    }

    private static CasePhase Phase(string code) => CasePhases.TryParse(code, out var phase) ? phase : CasePhase.Unspecified;
}

/// <summary>SQLite: a file beside the application, or memory.</summary>
internal sealed class SqliteKimContext(DbContextOptions<SqliteKimContext> options) : KimContext(options)
{
    /// <summary>SQLite has no types for days and instants; both forms sort as time does.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<LocalDate>().HaveConversion<DayAsText>();
        conventions.Properties<Instant>().HaveConversion<InstantAsTicks>();
    }

    private sealed class DayAsText() : ValueConverter<LocalDate, string>(day => LocalDatePattern.Iso.Format(day), text => LocalDatePattern.Iso.Parse(text).Value);

    private sealed class InstantAsTicks() : ValueConverter<Instant, long>(at => at.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));
}

/// <summary>PostgreSQL, for more than one server process.</summary>
internal sealed class PostgresKimContext(DbContextOptions<PostgresKimContext> options) : KimContext(options);
