using NodaTime;

namespace Kim.Cli.Generate;

/// <summary>One row of a synthetic case register, and the contacts of the case.</summary>
internal sealed record SyntheticCase(
    string CaseId,
    string PersonId,
    string Office,
    LocalDate OpenedOn,
    LocalDate? ClosedOn,
    string? ClosureReason,
    string Phase,
    IReadOnlyList<string> Topics,
    string? Language,
    int? BirthYear,
    string? Sex,
    string? Country,
    string? StatusAtOpening,
    string? Status,
    string? GermanAtOpening,
    string? German,
    string? ReferredBy,
    IReadOnlyList<SyntheticContact> Contacts);

/// <summary>One counselling contact.</summary>
internal sealed record SyntheticContact(LocalDate On, int? Minutes, string Channel, string? Language);

/// <summary>A made-up city: people with an origin, a language, questions, and cases that open, last and close in a plausible way.</summary>
/// <remarks>The same size, seed and number of offices give the same city on every machine. One person at a time is made, so that memory doesn't grow.
/// The weights are plausible, not measured: no table of a real city was used, as none is published.</remarks>
internal sealed class SyntheticCity(int cases, ulong seed, IReadOnlyList<string> offices, double contactsPerCase, LocalDate from, LocalDate to)
{
    private static readonly string[] HerneOffices = ["caritas-mitte", "planb-wanne", "drk-eickel", "awo-horsthausen", "stadt"];

    private static readonly Weighted<(string? Country, string? Language)> Origins = new(
        (("SY", "ar"), 210), (("UA", "uk"), 150), (("TR", "tr"), 90), (("RO", "ro"), 80), (("BG", "bg"), 70), (("IQ", "ar"), 50), (("IQ", "ku"), 25),
        (("AF", "fa"), 70), (("IR", "fa"), 35), (("ER", "ti"), 40), (("GN", "fr"), 30), (("NG", "en"), 30), (("GH", "en"), 15), (("PL", "pl"), 40),
        (("MA", "ar"), 20), (("RU", "ru"), 15), (("LB", "ar"), 15), (("SO", "so"), 12), (("XK", "sq"), 12), (("RS", "sr"), 10), (("MK", "sq"), 8),
        (("PT", "pt"), 6), (("ES", "es"), 6), (("DE", "de"), 6), ((null, null), 15));

    private static readonly Weighted<string?> Sexes = new(("f", 500), ("m", 470), ("d", 4), (null, 26));

    private static readonly Weighted<(int From, int To)> Ages = new(((0, 11), 3), ((12, 17), 5), ((18, 26), 20), ((27, 34), 26), ((35, 44), 25), ((45, 54), 13), ((55, 64), 6), ((65, 84), 3));

    private static readonly Weighted<string> Topics = new(
        ("RES-TITLE", 110), ("RES-PASS", 90), ("BEN-APPLY", 80), ("HOU-SEARCH", 80), ("CHI-KITA", 70), ("DEB-COUNSEL", 45), ("BEN-SGB2", 70), ("LNG-INTEG", 60),
        ("WRK-SEARCH", 55), ("DOC-LETTER", 50), ("DOC-FORM", 45), ("CHI-ENROL", 35), ("RES-NATUR", 35), ("RES-TOLER", 30), ("TRA-RECOG", 25), ("TRA-VOC", 20), ("TRA-QUAL", 15),
        ("HEA-INSUR", 25), ("HEA-DOCTOR", 20), ("HEA-MENTAL", 12), ("DEB-BILLS", 25), ("HOU-COSTS", 20), ("BEN-CHILDB", 25), ("BEN-ASYLB", 20), ("RES-REUNI", 20), ("RES-UKR", 20),
        ("FAM-PARENT", 12), ("FAM-SEPAR", 8), ("SAF-VIOL", 6), ("SAF-DISC", 5), ("SOC-ORIENT", 15), ("DOC-REGIST", 15), ("LNG-ALPHA", 12), ("LNG-JOB", 15), ("OTH-UNSPEC", 8));

    private static readonly Weighted<string> ClosureReasons = new(
        ("goals-achieved", 300), ("goals-partly-achieved", 170), ("transferred-to-regular-service", 150), ("handed-to-other-case-management", 50), ("client-ended", 80),
        ("contact-lost", 130), ("moved-away", 70), ("left-germany", 15), ("consent-withdrawn", 6), ("not-manageable", 12), ("deceased", 2), ("other", 15));

    private static readonly Weighted<string> OpenPhases = new(("assessment", 12), ("planning", 14), ("linking", 32), ("monitoring", 28), ("evaluation", 4), ("paused", 6), ("follow-up", 4));

    private static readonly Weighted<string?> ReferralSources = new(
        ("self", 200), ("relatives", 180), ("jobcenter", 140), ("youth-office", 60), ("school", 70), ("childcare", 30), ("immigration-authority", 110), ("social-office", 40),
        ("other-counselling", 60), ("volunteers", 50), ("accommodation", 30), ("health-service", 15), ("other", 10), (null, 40));

    private static readonly Weighted<string> Channels = new(("office", 60), ("phone", 18), ("email", 6), ("messenger", 7), ("accompaniment", 6), ("outreach-visit", 3));

    private static readonly string[] Levels = ["none", "A1", "A2", "B1", "B2", "C1", "C2"];

    private readonly Weighted<int> _office = new([.. offices.Select((_, i) => (i, 1000 / (i + 4)))]);

    private readonly int _days = Period.DaysBetween(from, to);

    /// <summary>Codes of offices: the five of Herne for five, numbered ones for any other number.</summary>
    internal static IReadOnlyList<string> OfficeCodes(int number) =>
        number == HerneOffices.Length ? HerneOffices : [.. Enumerable.Range(1, number).Select(i => $"office-{i:000}")];

    internal IEnumerable<SyntheticCase> Cases()
    {
        var made = 0;
        for (ulong person = 1; made < cases; person++)
        {
            var random = SplitMix.For(seed, person);
            var number = random.Chance(0.09) ? random.Chance(0.15) ? 3 : 2 : 1;
            var (country, language) = Origins.Draw(ref random);
            var sex = Sexes.Draw(ref random);
            var (youngest, oldest) = Ages.Draw(ref random);
            int? birthYear = random.Chance(0.02) ? null : from.Year - youngest - random.Below(oldest - youngest + 1);
            var office = _office.Draw(ref random);
            var opened = from.PlusDays(random.Below(_days));
            for (var nth = 0; nth < number && made < cases && opened < to; nth++)
            {
                made++;
                var oneCase = Case(ref random, made, person, offices[office], opened, language, birthYear, sex, country);
                yield return oneCase;

                // The next case of a person: a while later at the same office, or soon at another one.
                if (offices.Count > 1 && random.Chance(0.4))
                {
                    office = (office + 1 + random.Below(offices.Count - 1)) % offices.Count;
                    opened = opened.PlusDays(random.Exponential(60));
                }
                else
                {
                    opened = (oneCase.ClosedOn ?? to).PlusDays(1 + random.Exponential(200));
                }
            }
        }
    }

    private SyntheticCase Case(ref SplitMix random, int number, ulong person, string office, LocalDate opened, string? language, int? birthYear, string? sex, string? country)
    {
        var days = random.Chance(0.03) ? 0 : 14 + random.Exponential(random.Chance(0.25) ? 420 : 150);
        LocalDate? closed = opened.PlusDays(days) is var end && end < to ? end : null;
        var reason = closed is null ? null : ClosureReasons.Draw(ref random);
        var topics = new List<string>();
        for (var wanted = random.Chance(0.02) ? 0 : 1 + Math.Min(random.Exponential(1.4), 7); topics.Count < wanted;)
        {
            var topic = Topics.Draw(ref random);
            if (!topics.Contains(topic))
                topics.Add(topic);
        }

        var before = StatusAtOpening(ref random, country);
        var levelBefore = random.Below(4);
        var levelAfter = Math.Min(levelBefore + (days > 120 && random.Chance(0.5) ? 1 + random.Below(2) : 0), 6);
        var last = closed ?? to.PlusDays(-1);
        return new SyntheticCase(
            $"c{number:0000000}",
            $"p{person:0000000}",
            office,
            opened,
            closed,
            reason,
            closed is null ? OpenPhases.Draw(ref random) : "closed",
            topics,
            language,
            birthYear,
            sex,
            country,
            before,
            before is not null && days > 100 ? StatusAfter(ref random, before) : before,
            random.Chance(0.05) ? null : Levels[levelBefore],
            random.Chance(0.05) ? null : Levels[levelAfter],
            ReferralSources.Draw(ref random),
            Contacts(ref random, opened, last, language));
    }

    private List<SyntheticContact> Contacts(ref SplitMix random, LocalDate opened, LocalDate last, string? language)
    {
        var contacts = new List<SyntheticContact>();
        var open = Period.DaysBetween(opened, last) + 1;
        var number = contactsPerCase <= 0 ? 0 : Math.Max(1, random.Exponential(contactsPerCase - 0.5) + 1);
        for (var i = 0; i < number; i++)
        {
            int? minutes = random.Chance(0.04) ? null : 5 * (3 + random.Below(16));
            contacts.Add(new SyntheticContact(i == 0 ? opened : opened.PlusDays(random.Below(open)), minutes, Channels.Draw(ref random), random.Chance(0.3) ? "de" : language));
        }

        contacts.Sort((a, b) => a.On.CompareTo(b.On));
        return contacts;
    }

    private static string? StatusAtOpening(ref SplitMix random, string? country) => country switch
    {
        "DE" => "DEU",
        "UA" => "AE_24",
        "RO" or "BG" or "PL" or "PT" or "ES" => random.Chance(0.9) ? "EU" : "EU_PERM",
        null => random.Chance(0.5) ? null : "NOT_STATED",
        _ => random.Below(100) switch
        {
            < 18 => "DUL_60A",
            < 30 => "GESTATT",
            < 45 => "AE_25_2_SUB",
            < 58 => "AE_25_2_REF",
            < 66 => "AE_25_3",
            < 78 => "AE_FAM",
            < 82 => "AE_104C",
            < 86 => "FIK_4",
            < 90 => "NE",
            < 92 => "NONE",
            < 96 => "NOT_STATED",
            _ => null,
        },
    };

    private static string StatusAfter(ref SplitMix random, string before) => before switch
    {
        "DUL_60A" when random.Chance(0.35) => random.Chance(0.5) ? "AE_25B" : "AE_25_5",
        "AE_104C" when random.Chance(0.6) => "AE_25B",
        "GESTATT" when random.Chance(0.5) => random.Chance(0.5) ? "AE_25_2_SUB" : "DUL_60A",
        "FIK_4" when random.Chance(0.7) => "AE_FAM",
        "AE_25_2_REF" when random.Chance(0.1) => "NE",
        _ => before,
    };
}
