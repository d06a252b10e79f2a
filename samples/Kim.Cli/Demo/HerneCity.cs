using Kim.Cli.Generate;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.Cli.Demo;

/// <summary>The city of the demo: five offices, and people whose cases go step by step through the library until the day of the report.</summary>
/// <remarks>Of real figures only the sizes are taken: 580 people, 147 of them at Caritas in Herne-Mitte, published for 10 June 2024. How the others spread over
/// the other four offices, and every history, is made up; the two told at length follow what was published about two clients.</remarks>
internal static class HerneCity
{
    internal static readonly LocalDate Start = new(2023, 1, 1);

    internal static readonly LocalDate ReportDay = new(2024, 6, 10);

    private static readonly Office[] Offices =
    [
        new("caritas-mitte", "caritas", new(2023, 2, 1), People: 147, SeenElsewhereBefore: 0),
        new("planb-wanne", "planb", new(2023, 3, 1), People: 139, SeenElsewhereBefore: 6),
        new("drk-eickel", "drk", new(2023, 4, 3), People: 114, SeenElsewhereBefore: 4),
        new("awo-horsthausen", "awo", new(2023, 3, 15), People: 100, SeenElsewhereBefore: 4),
        new("stadt", "stadt-herne", new(2023, 5, 2), People: 80, SeenElsewhereBefore: 4),
    ];

    private static readonly Weighted<ClosureReason> GoodEndings = new(
        (ClosureReason.GoalsAchieved, 5), (ClosureReason.GoalsPartlyAchieved, 3), (ClosureReason.TransferredToRegularService, 2));

    private static readonly Weighted<ClosureReason> EarlyEndings = new(
        (ClosureReason.ContactLost, 5), (ClosureReason.MovedAway, 3), (ClosureReason.ClientEnded, 3), (ClosureReason.HandedToOtherCaseManagement, 2));

    /// <summary>What the eligibility rules get to know of each of them; there is no place for a residence status in it.</summary>
    private static readonly EligibilityFacts ComplexNeed = EligibilityFacts.None
        .With(EligibilityFact.MunicipalLink, true)
        .With(EligibilityFact.ImmigrationHistory, true)
        .With(EligibilityFact.ProblemAreas, 3)
        .With(EligibilityFact.SeveralBodies, true)
        .With(EligibilityFact.UsualHelpFails, true)
        .With(EligibilityFact.OwnResourcesInsufficient, true)
        .With(EligibilityFact.WishToTakePart, true)
        .With(EligibilityFact.OtherCaseManagement, false);

    /// <summary>All histories up to the end of <see cref="ReportDay"/>, in the order of their case ids; the two told at length come first.</summary>
    internal static IReadOnlyList<CaseFile> Histories(CaseLifecycle lifecycle)
    {
        var files = new List<CaseFile> { WomanFromEritrea(lifecycle), ManFromGuinea(lifecycle) };
        var people = SyntheticPeople(seed: 2023).GetEnumerator();
        var byOffice = new List<List<SyntheticCase>>();
        foreach (var office in Offices)
        {
            var told = files.Count(f => f.State.Office.Value == office.Code);
            var persons = new List<SyntheticCase>();
            for (var i = byOffice.Count == 0 ? told : 0; i < office.People; i++)
            {
                people.MoveNext();
                persons.Add(people.Current);
            }

            byOffice.Add(persons);
            foreach (var person in persons)
                files.Add(History(lifecycle, office, person, files.Count + 1, secondVisit: false));
        }

        // A few people come to a second office too: the city counts them once, each office counts them.
        for (var i = 1; i < Offices.Length; i++)
        {
            foreach (var person in byOffice[0].Skip(i * 20).Take(Offices[i].SeenElsewhereBefore))
                files.Add(History(lifecycle, Offices[i], person, files.Count + 1, secondVisit: true));
        }

        return files;
    }

    /// <summary>Nine years on a Duldung; now a residence permit, a language course from August, training in care next.</summary>
    private static CaseFile WomanFromEritrea(CaseLifecycle lifecycle)
    {
        var file = new CaseFile(lifecycle, "herne-0001", "caritas-mitte/1");
        file.Do(new(2023, 3, 7), new RegisterInquiry(Code("caritas-mitte"), PersonKey.From("p-eritrea"), ProviderCode.From("caritas"), ReferralSource.Relatives, LanguageTag.From("ti")));
        file.Do(new(2023, 3, 7), new RecordPerson(birthYear: 1988, sex: Sex.Female, countryOfOrigin: CountryCode.From("ER")));
        Admit(file, new(2023, 3, 9), "ti");
        file.Do(new(2023, 3, 21), new RecordNeed(TopicCode.From("RES-TOLER"), Urgency.High, Informant.Client));
        file.Do(new(2023, 3, 21), new RecordNeed(TopicCode.From("RES-PASS"), Urgency.High, Informant.CaseManager));
        file.Do(new(2023, 3, 21), new RecordNeed(TopicCode.From("LNG-INTEG"), Urgency.Normal, Informant.Client));
        file.Do(new(2023, 3, 28), new CompleteAssessment());
        file.Do(new(2023, 4, 4), new SetGoal("residence", TopicCode.From("RES-TOLER"), GoalKind.SecureResidence, new(2024, 3, 31)));
        file.Do(new(2023, 4, 4), new SetGoal("german", TopicCode.From("LNG-INTEG"), GoalKind.GermanLevel, new(2025, 6, 30), "A2", "B1"));
        file.Do(new(2023, 4, 4), new SetGoal("care", TopicCode.From("TRA-VOC"), GoalKind.Training, new(2025, 9, 1)));
        file.Do(new(2023, 4, 4), new AddPlanStep("passport", "residence"));
        file.Do(new(2023, 4, 4), new AddPlanStep("course", "german", dueOn: new(2024, 8, 1)));
        file.Do(new(2023, 4, 11), new AgreePlan(clientAgreed: true, reviewOn: new(2023, 9, 1)));
        file.Do(new(2023, 4, 25), new RecordContact(ContactChannel.Accompaniment, 120, LanguageTag.From("ti"), interpreter: true, [TopicCode.From("RES-PASS")]));
        file.Do(new(2023, 5, 3), new RecordProgress(StepProgress.Started, "passport"));
        file.Do(new(2023, 5, 10), new StartMonitoring());
        file.Do(new(2023, 9, 1), new HoldReview(reviewOn: new(2024, 3, 1)));
        file.Do(new(2023, 11, 14), new RecordContact(ContactChannel.Accompaniment, 150, LanguageTag.From("ti"), interpreter: true, [TopicCode.From("RES-TOLER")]));
        file.Do(new(2024, 2, 20), new RecordProgress(StepProgress.Done, "passport"));
        file.Do(new(2024, 3, 1), new HoldReview(reviewOn: new(2024, 9, 2)));
        file.Do(new(2024, 5, 28), new RecordContact(ContactChannel.Office, 45, LanguageTag.German, topics: [TopicCode.From("LNG-INTEG"), TopicCode.From("TRA-VOC")]));
        return file;
    }

    /// <summary>Qualified as a welder, found a full-time job.</summary>
    private static CaseFile ManFromGuinea(CaseLifecycle lifecycle)
    {
        var file = new CaseFile(lifecycle, "herne-0002", "caritas-mitte/2");
        file.Do(new(2023, 3, 20), new RegisterInquiry(Code("caritas-mitte"), PersonKey.From("p-guinea"), ProviderCode.From("caritas"), ReferralSource.Jobcenter, LanguageTag.From("fr")));
        file.Do(new(2023, 3, 20), new RecordPerson(birthYear: 1996, sex: Sex.Male, countryOfOrigin: CountryCode.From("GN")));
        Admit(file, new(2023, 3, 22), "fr");
        file.Do(new(2023, 4, 5), new RecordNeed(TopicCode.From("TRA-QUAL"), Urgency.Normal, Informant.Client, ownResources: true));
        file.Do(new(2023, 4, 5), new RecordNeed(TopicCode.From("WRK-SEARCH"), Urgency.High, Informant.Client));
        file.Do(new(2023, 4, 12), new CompleteAssessment());
        file.Do(new(2023, 4, 19), new SetGoal("welder", TopicCode.From("TRA-QUAL"), GoalKind.Qualification, new(2023, 12, 15)));
        file.Do(new(2023, 4, 19), new SetGoal("job", TopicCode.From("WRK-SEARCH"), GoalKind.Employment, new(2024, 3, 1)));
        file.Do(new(2023, 4, 19), new AddPlanStep("welding-course", "welder"));
        file.Do(new(2023, 4, 26), new AgreePlan(clientAgreed: true, reviewOn: new(2023, 9, 20)));
        file.Do(new(2023, 6, 5), new RecordProgress(StepProgress.Started, "welding-course"));
        file.Do(new(2023, 6, 7), new StartMonitoring());
        file.Do(new(2023, 9, 20), new HoldReview(reviewOn: new(2024, 1, 15)));
        file.Do(new(2023, 12, 15), new RecordProgress(StepProgress.Done, "welding-course"));
        file.Do(new(2024, 1, 15), new HoldReview());
        file.Do(new(2024, 3, 4), new RecordContact(ContactChannel.Phone, 20, LanguageTag.German, topics: [TopicCode.From("WRK-SEARCH")]));
        file.Do(new(2024, 3, 18), new StartEvaluation());
        file.Do(new(2024, 3, 18), new JudgeGoal(GoalAttainment.Reached, "welder"));
        file.Do(new(2024, 3, 18), new JudgeGoal(GoalAttainment.Reached, "job"));
        file.Do(new(2024, 3, 22), new Close(ClosureReason.GoalsAchieved, StatedResidenceChange.NotStated));
        return file;
    }

    /// <summary>From the inquiry to the acceptance on <paramref name="accepted"/>.</summary>
    private static void Admit(CaseFile file, LocalDate accepted, string language)
    {
        file.Do(accepted, new StartClarification(file.CaseManager));
        var access = EligibilityProgramme.KimNrw.Latest.Decide(ComplexNeed);
        file.Do(accepted, new RecordEligibility(access.Verdict, access.RuleSet.ToString()));
        file.Do(accepted, new GiveInformation(LanguageTag.From(language)));
        file.Do(accepted, new GiveConsent(ConsentKind.Participation, ConsentForm.Written, LanguageTag.From(language)));
        file.Do(accepted, new AcceptCase());
    }

    private static CaseFile History(CaseLifecycle lifecycle, Office office, SyntheticCase person, int number, bool secondVisit)
    {
        var random = SplitMix.For(10062024, (ulong)number);
        var file = new CaseFile(lifecycle, $"herne-{number:0000}", $"{office.Code}/{1 + random.Below(2)}");
        var last = ReportDay.PlusDays(-7);
        var accepted = office.OpenedOn.PlusDays(random.Below(Period.DaysBetween(office.OpenedOn, last)));
        var language = person.Language ?? "en";

        file.Do(accepted, new RegisterInquiry(
            Code(office.Code),
            PersonKey.From(person.PersonId),
            ProviderCode.From(office.Provider),
            ReferralSources.TryParse(person.ReferredBy, out var source) ? source : ReferralSource.Unspecified,
            LanguageTag.From(language)));
        file.Do(accepted, new RecordPerson(
            birthYear: person.BirthYear,
            sex: Sexes.TryParse(person.Sex, out var sex) ? sex : Sex.Unspecified,
            countryOfOrigin: CountryCode.TryFrom(person.Country, out var country) ? country : default));
        Admit(file, accepted, language);

        var day = accepted;
        LocalDate Later(int mean) => day = day.PlusDays(1 + random.Exponential(mean));

        var topics = person.Topics.Count == 0 ? ["OTH-UNSPEC"] : person.Topics;
        foreach (var topic in topics)
            file.Do(day, new RecordNeed(TopicCode.From(topic)));
        file.Do(day, new RecordContact(ContactChannel.Office, 30 + (5 * random.Below(13)), LanguageTag.From(language), topics: [TopicCode.From(topics[0])]));
        if (random.Chance(0.12) && file.Do(Later(40), new Abort(EarlyEndings.Draw(ref random))))
            return file;
        file.Do(Later(14), new CompleteAssessment());
        file.Do(Later(7), new SetGoal("goal", TopicCode.From(topics[0])));
        file.Do(day, new AddPlanStep("first-step", "goal"));
        file.Do(Later(5), new AgreePlan(clientAgreed: true, reviewOn: day.PlusDays(90)));
        for (var more = random.Below(6); more > 0; more--)
            file.Do(Later(18), new RecordContact(random.Chance(0.3) ? ContactChannel.Phone : ContactChannel.Office, 10 + (5 * random.Below(12)), LanguageTag.From(language)));
        if (random.Chance(0.08))
        {
            file.Do(Later(20), new Pause(PauseReason.Illness, day.PlusDays(30)));
            file.Do(Later(20), new Resume());
        }

        file.Do(Later(10), new RecordProgress(StepProgress.Started, "first-step"));
        file.Do(Later(3), new StartMonitoring());
        if (random.Chance(0.15) && file.Do(Later(60), new Abort(EarlyEndings.Draw(ref random))))
            return file;
        file.Do(Later(60), new HoldReview(reviewOn: day.PlusDays(90)));
        if (secondVisit || random.Chance(0.3))
            return file;
        file.Do(Later(60), new StartEvaluation());
        var ending = GoodEndings.Draw(ref random);
        file.Do(day, new JudgeGoal(ending == ClosureReason.GoalsAchieved ? GoalAttainment.Reached : GoalAttainment.PartlyReached, "goal"));
        file.Do(Later(7), new Close(ending, StatedResidenceChange.NotStated));
        return file;
    }

    /// <summary>People of the synthetic city with what the register knows of their first case.</summary>
    private static IEnumerable<SyntheticCase> SyntheticPeople(ulong seed) =>
        new SyntheticCity(cases: 4000, seed, SyntheticCity.OfficeCodes(5), contactsPerCase: 0, Start, ReportDay).Cases().DistinctBy(c => c.PersonId);

    private static OfficeCode Code(string office) => OfficeCode.From(office);

    private sealed record Office(string Code, string Provider, LocalDate OpenedOn, int People, int SeenElsewhereBefore);
}
