using KimCaseManagement.Cases;
using NodaTime;

namespace Kim.Web.Storage;

/// <summary>One event, appended and never changed. The key, case and version, is what two editors collide on.</summary>
internal sealed class EventRow
{
    public required string CaseId { get; init; }

    public required int Version { get; init; }

    /// <summary>Id of the attempt: unique within the case, so that a repeated request changes nothing.</summary>
    public string? StepId { get; init; }

    public required Instant At { get; init; }

    /// <summary>The event as the library writes it.</summary>
    public required string Json { get; init; }
}

/// <summary>What lists show of a case: made from the state whenever an event is appended, in the same transaction.</summary>
internal sealed class CaseRow
{
    public required string Id { get; init; }

    public int Version { get; set; }

    public CasePhase Phase { get; set; }

    public bool IsOpen { get; set; }

    public string Office { get; set; } = "";

    public string Provider { get; set; } = "";

    public string CaseManager { get; set; } = "";

    public string Person { get; set; } = "";

    public string Language { get; set; } = "";

    /// <summary>Codes of topics with <c>|</c> between them.</summary>
    public string Topics { get; set; } = "";

    public LocalDate RegisteredOn { get; set; }

    public LocalDate? AcceptedOn { get; set; }

    public LocalDate PhaseSince { get; set; }

    public int? Priority { get; set; }

    /// <summary>What is due first: day, kind and subject; a list need not replay anything.</summary>
    public LocalDate? DueOn { get; set; }

    public DueKind DueKind { get; set; }

    public string? DueSubject { get; set; }

    /// <summary>The place in lists: the day on which something is due, or the end of days; an index on it gives a page of a long list without sorting it.</summary>
    public LocalDate SortOn { get; set; }

    /// <summary>The office that is offered the case; null where none is.</summary>
    public string? OfferedOffice { get; set; }

    /// <summary>The state as JSON once the case is erased and its events are gone; null before.</summary>
    public string? Frozen { get; set; }
}

/// <summary>What a report may know of one admission, as the library's projection gives it; residence is left out on purpose.</summary>
internal sealed class FactRow
{
    /// <summary>Empty for cases of this application, the name of the import for rows of an older system.</summary>
    public required string Origin { get; init; }

    public required string Id { get; init; }

    public required string CaseId { get; init; }

    public required string Person { get; init; }

    public required string Office { get; init; }

    public required LocalDate OpenedOn { get; init; }

    public LocalDate? ClosedOn { get; init; }

    public string? ClosureReason { get; init; }

    public string? Phase { get; init; }

    public string Topics { get; init; } = "";

    public string? Language { get; init; }

    public int? BirthYear { get; init; }

    public string? Sex { get; init; }

    public string? Country { get; init; }

    public string? GermanLevelAtOpening { get; init; }

    public string? GermanLevel { get; init; }

    public string? ReferredBy { get; init; }
}

/// <summary>One contact, for reports.</summary>
internal sealed class ContactRow
{
    public required string CaseId { get; init; }

    public required int Version { get; init; }

    public required LocalDate On { get; init; }

    public int? Minutes { get; init; }
}

/// <summary>One structural finding without the case's person, for the coordinators.</summary>
internal sealed class FindingRow
{
    public required string CaseId { get; init; }

    public required int Version { get; init; }

    public required string Office { get; init; }

    public required LocalDate On { get; init; }

    public required string Topic { get; init; }

    public required string Gap { get; init; }

    public string? Body { get; init; }
}

/// <summary>A message to other programs, written with the event and sent afterwards: never lost, perhaps sent twice.</summary>
internal sealed class OutboxRow
{
    public long Number { get; init; }

    public required string CaseId { get; init; }

    public required int Version { get; init; }

    public required string Event { get; init; }

    public required Instant At { get; init; }

    public Instant? SentAt { get; set; }

    public int Attempts { get; set; }

    public Instant NotBefore { get; set; }
}

/// <summary>Who looked at or did what, and how it ended. Ids and codes only: nothing here says who a client is.</summary>
internal sealed class AuditRow
{
    public long Number { get; init; }

    public required Instant At { get; init; }

    public required string By { get; init; }

    /// <summary>Such as <c>read</c>, <c>step.close</c>, <c>login</c>, <c>report.download</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The case or the report; empty where there is none.</summary>
    public required string Subject { get; init; }

    /// <summary>Such as <c>done</c>, <c>refused</c>, <c>forbidden</c>.</summary>
    public required string Outcome { get; init; }
}

/// <summary>A counselling office.</summary>
internal sealed class OfficeRow
{
    public required string Code { get; init; }

    public required string Provider { get; init; }

    public required string Name { get; init; }

    /// <summary>Code of the part of the city.</summary>
    public required string District { get; init; }

    public required string Address { get; init; }

    /// <summary>Languages of counselling, BCP 47, with <c>|</c> between them.</summary>
    public required string Languages { get; init; }

    /// <summary>How many cases can be accompanied at once; null: nobody has said.</summary>
    public int? Capacity { get; set; }
}

/// <summary>Name and telephone of a client as <see cref="Safety.ClientNames"/> has encrypted them. The only place where a name stands, and it goes when the case is erased.</summary>
internal sealed class ClientRow
{
    public required string CaseId { get; init; }

    public required string EncryptedName { get; set; }

    public required string EncryptedTelephone { get; set; }
}

/// <summary>One entry of the ledger of publications: what was given out, word by word.</summary>
internal sealed class PublicationRow
{
    public long Number { get; init; }

    public required Instant At { get; init; }

    public required string By { get; init; }

    /// <summary>The entry as the library writes it: what readers have, against which later publications are protected.</summary>
    public required string Entry { get; init; }

    public required string Json { get; init; }

    public required string Csv { get; init; }

    /// <summary>Checksum of the CSV file.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>An import of a register: which system, and when it was last read in.</summary>
internal sealed class ImportRow
{
    public long Number { get; init; }

    /// <summary>What the older system is called.</summary>
    public required string Origin { get; init; }

    public required Instant At { get; init; }

    public required string By { get; init; }

    public required int Cases { get; init; }
}

/// <summary>When the story of Herne was told, by the machine's clock; the one row that tells <see cref="Story.CityClock"/> what day it is in the story.</summary>
internal sealed class StoryRow
{
    public int Id { get; init; }

    public required Instant ToldAt { get; init; }
}
