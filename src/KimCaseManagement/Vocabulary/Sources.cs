namespace KimCaseManagement.Vocabulary;

/// <summary>The catalogue of sources that rules refer to.</summary>
public static class Sources
{
    /// <summary>Where no source prescribes anything: a decision of this project, meant to be configured or argued with.</summary>
    public static Source OwnDesign { get; } = new("own-design", "KimCaseManagement, design decision", SourceCertainty.OwnDesign);

    /// <summary>Target group independent of residence status, duration of stay, age, origin and sex; voluntary and free of charge.</summary>
    public static Source Herne { get; } = new("herne-offices", "inherne.net: Büro für Case Manager eröffnet (Stadt Herne)", SourceCertainty.Read, "https://inherne.net/buero-fuer-case-manager-eroeffnet/");

    /// <summary>People with an immigration history without sufficient access to the support system, whatever their residence status.</summary>
    public static Source Coesfeld { get; } = new("coesfeld-sv-10-0898", "Kreis Coesfeld, Sitzungsvorlage SV-10-0898", SourceCertainty.Read, "https://www.kreis-coesfeld.de/sessionnet/sessionnetbi/vo0050.php?__kvonr=5924");

    /// <summary>All immigrants, independent of age, origin and status.</summary>
    public static Source StaedteRegionAachen { get; } = new("staedteregion-aachen", "StädteRegion Aachen / Stadt Eschweiler, Ratsvorlage zum KIM", SourceCertainty.Read, "https://rat.eschweiler.de/bi/vo0050.php?__kvonr=10767");

    /// <summary>Newcomers, people about to come, and people who are here for longer and whose access is impeded.</summary>
    public static Source MinistryKim { get; } = new("mkffi-kim", "MKFFI NRW: Kommunales Integrationsmanagement NRW", SourceCertainty.Read, "https://www.mkffi.nrw/kommunales-integrationsmanagement-nrw-0");

    /// <summary>When case management is indicated: complex need, unclear offers, many actors, the wish to take part.</summary>
    public static Source MuensterIndication { get; } = new("muenster-ggua", "GGUA Münster: Kommunales Integrationsmanagement (KIM)", SourceCertainty.Read, "https://www.ggua.de/arbeitsbereiche/kommunales-integrationsmanagement-kim/");

    /// <summary>General criteria of case management: complex need, several providers, ordinary pathways fail, own resources insufficient, consent.</summary>
    public static Source CaseManagementCriteria { get; } = new("case-management-criteria", "Case Management: Zugangskriterien (Fachtext Soziale Arbeit)", SourceCertainty.Read);

    /// <summary>KIM closes a gap for people without access to a case management so far; double structures are avoided.</summary>
    public static Source NoDoubleStructures { get; } = new("muelheim-kim", "Caritas Mülheim: KIM Case Management", SourceCertainty.Read, "https://caritas-muelheim.de/soziales_und_integration/kim-casemanagement/");

    /// <summary>§ 4 TIntG: who has an immigration history. Only the heading could be read again.</summary>
    public static Source TIntG4 { get; } = new("tintg-4", "Teilhabe- und Integrationsgesetz NRW (TIntG), § 4", SourceCertainty.GeneralKnowledge, "https://recht.nrw.de/lmi/owa/br_bes_text?anw_nr=2&gld_nr=2&ugl_nr=24&bes_id=47273");

    /// <summary>Advice for adult immigrants from 27 years on, a federal programme.</summary>
    public static Source Mbe { get; } = new("mbe", "Migrationsberatung für erwachsene Zugewanderte (MBE)", SourceCertainty.Read, "https://www.migrationsberatung.org/de/ueber-die-mbe");

    /// <summary>Youth migration services for people from 12 to 27 years, a federal programme.</summary>
    public static Source Jmd { get; } = new("jmd", "Jugendmigrationsdienste (JMD)", SourceCertainty.Read, "https://jugendsozialarbeit.de/themen/themenarchiv/jugendsozialarbeit-in-der-einwanderungsgesellschaft/jugendmigrationsdienste");

    /// <summary>Regional counselling of refugees, integration agencies, case management of the jobcentre: neighbours that are suggested, never instead of help.</summary>
    public static Source NeighbouringServices { get; } = new("neighbouring-services", "Soziale Beratung von Flüchtlingen NRW, Integrationsagenturen, Fallmanagement der Jobcenter (SGB II)", SourceCertainty.GeneralKnowledge);

    /// <summary>Waiting times, short counselling as a layer of its own.</summary>
    public static Source JmdBavaria { get; } = new("jmd-bayern", "Jugendmigrationsdienste in Bayern (ejsa)", SourceCertainty.Read);

    /// <summary>The chain of case management: clarification, assessment, planning, linking, monitoring, evaluation.</summary>
    public static Source SocialnetCaseManagement { get; } = new("socialnet-case-management", "socialnet Lexikon: Case Management", SourceCertainty.Read, "https://www.socialnet.de/lexikon/Case-Management");

    /// <summary>Individual Case Management Standards: closure and termination of services.</summary>
    public static Source Cmsa { get; } = new("cmsa-2016", "CMSA Standards of Practice for Case Management (2016)", SourceCertainty.GeneralKnowledge);

    /// <summary>Withdrawal of consent, Art. 7(3) GDPR.</summary>
    public static Source Gdpr7 { get; } = new("gdpr-7-3", "Datenschutz-Grundverordnung (GDPR), Art. 7(3)", SourceCertainty.GeneralKnowledge);

    /// <summary>The identifiers of EuroVoc, the thesaurus of the European Union, to which topics are mapped; read with their English labels in a public copy, not at the publisher's.</summary>
    public static Source EuroVoc { get; } = new("eurovoc", "EuroVoc (Publications Office of the European Union), identifiers and English labels as in github.com/scampion/eurovoc, eurovoc/en_identifiers.py, commit b89fc6d", SourceCertainty.Read, "http://publications.europa.eu/resource/dataset/eurovoc");

    /// <summary>All sources in the order of their codes.</summary>
    public static IReadOnlyList<Source> All { get; } = new List<Source>
    {
        OwnDesign, Herne, Coesfeld, StaedteRegionAachen, MinistryKim, MuensterIndication, CaseManagementCriteria, NoDoubleStructures,
        TIntG4, Mbe, Jmd, NeighbouringServices, JmdBavaria, SocialnetCaseManagement, Cmsa, Gdpr7, EuroVoc,
    }.OrderBy(s => s.Code, StringComparer.Ordinal).ToList().AsReadOnly();
}
