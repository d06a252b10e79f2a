using NodaTime;

namespace KimCaseManagement.Residence;

/// <summary>A residence title or status (Aufenthaltstitel, Aufenthaltsstatus) of the list, with its legal basis.</summary>
/// <remarks>Paragraph numbers are data, not rules: they change. Its names are texts of the catalogue under <see cref="TextCode"/>.</remarks>
public sealed class ResidenceStatus
{
    internal ResidenceStatus(ResidenceStatusCode code, ResidenceStatusGroup group, string? legalBasis, ResidenceTitleKind title, LocalDate? notGrantableSince, string? note)
    {
        Code = code;
        Group = group;
        LegalBasis = legalBasis;
        Title = title;
        NotGrantableSince = notGrantableSince;
        Note = note;
        SpeechGroup = SpeechGroupOf(code.Value, group);
    }

    /// <summary>The code, kept for ever.</summary>
    public ResidenceStatusCode Code { get; }

    /// <summary>The coarse step that outcomes are compared in.</summary>
    public ResidenceStatusGroup Group { get; }

    /// <summary>The group that people speak of; <see cref="ResidenceSpeechGroup.Unspecified"/> where there is none.</summary>
    public ResidenceSpeechGroup SpeechGroup { get; }

    /// <summary>The legal basis (Rechtsgrundlage), such as <c>§ 60a AufenthG</c>; null where there is none.</summary>
    public string? LegalBasis { get; }

    /// <summary>Whether it is a title in the sense of § 4 AufenthG.</summary>
    public ResidenceTitleKind Title { get; }

    /// <summary>The first day on which it is no longer newly granted; null where it is. Cards that were given before run on.</summary>
    public LocalDate? NotGrantableSince { get; }

    /// <summary>What one should know when using the code, in English; null where there is nothing.</summary>
    public string? Note { get; }

    /// <summary>The code of its names in the text catalogue.</summary>
    public string TextCode => "residence-status." + Code.Value;

    /// <summary>True where the status can be newly granted on a day.</summary>
    public bool IsGrantableOn(LocalDate day) => NotGrantableSince is not { } since || day < since;

    /// <summary>The code.</summary>
    public override string ToString() => Code.Value;

    private static ResidenceSpeechGroup SpeechGroupOf(string code, ResidenceStatusGroup group) => code switch
    {
        "DUL_60A" or "DUL_60B" or "DUL_60C" or "DUL_60D" => ResidenceSpeechGroup.Tolerated,
        "GESTATT" or "ANKUNFT" => ResidenceSpeechGroup.AsylumProcedure,
        "AE_25_1" or "AE_25_2_REF" or "AE_25_2_SUB" or "AE_25_3" => ResidenceSpeechGroup.Protection,
        "AE_25A" or "AE_25B" or "AE_104C" => ResidenceSpeechGroup.RightToStay,
        "AE_24" => ResidenceSpeechGroup.Ukraine,
        "AE_WORK" or "BLUE" => ResidenceSpeechGroup.SkilledWorkers,
        "DEU_BVFG" => ResidenceSpeechGroup.Resettlers,
        "EU" or "EU_FAM" or "EU_PERM" => ResidenceSpeechGroup.UnionCitizens,
        _ => group == ResidenceStatusGroup.NoStatus ? ResidenceSpeechGroup.Undocumented : ResidenceSpeechGroup.Unspecified,
    };
}
