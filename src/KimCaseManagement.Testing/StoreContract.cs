using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Testing;

/// <summary>A law that every store of cases keeps (Speichergesetz).</summary>
public enum StoreLaw
{
    /// <summary>Invalid.</summary>
    Unspecified = 0,

    /// <summary>What was saved comes back whole, from another connection too, and a case that was never saved comes back as not opened.</summary>
    NoLoss = 1,

    /// <summary>Events come back in the order of their versions, and make the state that the store gives.</summary>
    Order = 2,

    /// <summary>Cases don't touch one another, though their ids differ in upper case, in an accent or in a blank only.</summary>
    Isolation = 3,

    /// <summary>Of several who saw the same version only one saves; what the others wanted is refused and leaves nothing behind.</summary>
    Concurrency = 4,

    /// <summary>A step that is repeated after a lost answer happens once.</summary>
    Idempotency = 5,
}

/// <summary>Checks what any host's store of cases must keep (Vertrag des Speichers): order, concurrency, idempotency, no loss.</summary>
/// <remarks>Needs no test framework. Times are compared to the microsecond, which is what most databases keep.</remarks>
public static class StoreContract
{
    private const int Writers = 8;
    private const int Rounds = 10;

    /// <summary>Puts a store through all laws.</summary>
    /// <param name="open">Opens the store on the same data each time, as another request of the host would; the data are empty at first. Called from several threads at once.</param>
    public static StoreContractResult Check(Func<ICaseStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        var run = new Run(open);
        run.Try(StoreLaw.NoLoss, run.NothingIsLost);
        run.Try(StoreLaw.Order, run.EventsComeInOrder);
        run.Try(StoreLaw.Isolation, run.CasesDontTouch);
        run.Try(StoreLaw.Concurrency, run.WhoIsLateIsRefused);
        run.Try(StoreLaw.Concurrency, run.OneOfManyWins);
        run.Try(StoreLaw.Idempotency, run.RepetitionsHappenOnce);
        return new StoreContractResult(run.Violations);
    }

    private sealed class Run(Func<ICaseStore> open)
    {
        private static readonly ActorId Someone = ActorId.From("Müller, Ω'\"; --");
        private static readonly Instant Start = Instant.FromUtc(2024, 3, 30, 22, 59) + Duration.FromTicks(1_234_560);

        internal List<StoreViolation> Violations { get; } = [];

        internal void Try(StoreLaw law, Action<Action<string>> check)
        {
            try
            {
                check(what => Violations.Add(new StoreViolation(law, what)));
            }
#pragma warning disable CA1031 // Whatever a host's store throws is a finding.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                Violations.Add(new StoreViolation(law, $"The store threw {thrown.GetType().Name}: {thrown.Message}"));
            }
        }

        internal void NothingIsLost(Action<string> violated)
        {
            var id = CaseId.From("contract-no-loss");
            if (Use(store => store.Load(id)).Version != 0)
            {
                violated("A case that was never saved is not given as CaseState.NotOpened; or the data were not empty.");
                return;
            }

            var state = CaseState.NotOpened;
            foreach (var step in FullLife())
            {
                var decision = Decide(state, id, step);
                if (!Use(store => store.TrySave(state, decision)))
                {
                    violated($"'{step}' was not saved as version {decision.State.Version}, though nobody else was there.");
                    return;
                }

                state = decision.State;
                var loaded = Use(store => store.Load(id));
                if (loaded.Version != state.Version)
                    violated($"After '{step}' was saved as version {state.Version}, version {loaded.Version} came back.");
                else if (!loaded.Equals(state))
                    violated($"After '{step}' the state that came back differs from the one that was saved.");
                else
                    continue;
                return;
            }
        }

        internal void EventsComeInOrder(Action<string> violated)
        {
            var id = CaseId.From("contract-order");
            var saved = new List<CaseEvent>();
            var state = CaseState.NotOpened;
            foreach (var step in FullLife())
            {
                var decision = Decide(state, id, step);
                Use(store => store.TrySave(state, decision));
                saved.AddRange(decision.Events);
                state = decision.State;
            }

            if (Use(store => store.History(id)) is not { } history)
                return;
            if (history.Count != saved.Count)
                violated($"{saved.Count} events were saved, {history.Count} came back.");
            else if (Enumerable.Range(0, saved.Count).Where(i => history[i].Version != i + 1).Select(i => (int?)i).FirstOrDefault() is { } place)
                violated($"The event at place {place + 1} has the version {history[place].Version}.");
            else if (Enumerable.Range(0, saved.Count).Where(i => !history[i].Equals(saved[i])).Select(i => (int?)i).FirstOrDefault() is { } changed)
                violated($"The event {saved[changed].Version} '{saved[changed].Name}' came back with other data.");
            else if (!CaseState.Replay(history).Equals(Use(store => store.Load(id))))
                violated("The state that the store gives is not the one that its events make.");
        }

        internal void CasesDontTouch(Action<string> violated)
        {
            string[] ids = ["contract-a", "contract-A", "contract-ä", "contract-a\u0308", "contract- a", "contract-%", "contract-a'--"];
            var states = ids.ToDictionary(id => id, _ => CaseState.NotOpened, StringComparer.Ordinal);
            var steps = FullLife().Take(ids.Length + 2).ToArray();

            // One step more for each next case, all of them in turn.
            for (var round = 0; round < steps.Length; round++)
            {
                for (var i = 0; i < ids.Length && round < i + 2; i++)
                {
                    var decision = Decide(states[ids[i]], CaseId.From(ids[i]), steps[round]);
                    if (!Use(store => store.TrySave(states[ids[i]], decision)))
                    {
                        violated($"'{steps[round]}' of the case '{ids[i]}' was not saved, though only other cases were written meanwhile.");
                        return;
                    }

                    states[ids[i]] = decision.State;
                }
            }

            foreach (var pair in states)
            {
                if (!Use(store => store.Load(CaseId.From(pair.Key))).Equals(pair.Value))
                {
                    violated($"The case '{pair.Key}' came back with what belongs to another case, or without what belongs to it.");
                    return;
                }
            }
        }

        internal void WhoIsLateIsRefused(Action<string> violated)
        {
            var id = CaseId.From("contract-late");
            var seen = Opened(id);
            var first = Decide(seen, id, new StartClarification(Someone));
            var late = Decide(seen, id, new RecordPerson(birthYear: 1990));
            Use(store => store.TrySave(seen, first));
            if (Use(store => store.TrySave(seen, late)))
                violated($"Two saved what they had decided on version {seen.Version}; the second should have been refused.");
            else if (!Use(store => store.Load(id)).Equals(first.State))
                violated("What was refused because it came late left something behind.");
            var ahead = Decide(first.State, id, new GiveInformation());
            var further = Decide(ahead.State, id, new RecordContact(minutes: 30));
            if (Use(store => store.TrySave(ahead.State, further)))
                violated($"A step on version {ahead.State.Version} was saved, though the store had version {first.State.Version}: there is a gap now.");
        }

        internal void OneOfManyWins(Action<string> violated)
        {
            var id = CaseId.From("contract-race");
            var state = Opened(id);
            for (var round = 0; round < Rounds; round++)
            {
                var seen = state;
                var decisions = Enumerable.Range(1, Writers).Select(writer => Decide(seen, id, new RecordContact(minutes: writer))).ToArray();
                var wins = new bool[Writers];
                var thrown = new Exception?[Writers];
                using var together = new Barrier(Writers);
                var threads = Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
                {
                    together.SignalAndWait();
                    try
                    {
                        wins[writer] = Use(store => store.TrySave(seen, decisions[writer]));
                    }
#pragma warning disable CA1031 // Whatever a host's store throws is a finding, on whatever thread.
                    catch (Exception problem)
#pragma warning restore CA1031
                    {
                        thrown[writer] = problem;
                    }
                })).ToList();
                threads.ForEach(t => t.Start());
                threads.ForEach(t => t.Join());
                if (thrown.FirstOrDefault(t => t is not null) is { } failure)
                {
                    violated($"Of {Writers} who saved at the same time one got {failure.GetType().Name}: {failure.Message} TrySave gives false to whoever is late.");
                    return;
                }

                if (wins.Count(w => w) != 1)
                {
                    violated($"Of {Writers} who saved on the same version at the same time {wins.Count(w => w)} were told that they had; it is always one.");
                    return;
                }

                state = Use(store => store.Load(id));
                if (!state.Equals(decisions[Array.IndexOf(wins, true)].State))
                {
                    violated($"Of {Writers} who saved at the same time one was told that it had, and another's step stands in the store.");
                    return;
                }
            }
        }

        internal void RepetitionsHappenOnce(Action<string> violated)
        {
            var id = CaseId.From("contract-repetition");
            var seen = Opened(id);
            var attempt = StepId.From("attempt-1");
            var contact = new RecordContact(minutes: 30);
            var decision = Decide(seen, id, contact, attempt);
            Use(store => store.TrySave(seen, decision));

            // The answer got lost: once more the very same, then as a host does that loads and decides again.
            Use(store => store.TrySave(seen, decision));
            if (!Use(store => store.Load(id)).Equals(decision.State))
            {
                violated("The same decision was saved twice, and the case is not as it was after the first time.");
                return;
            }

            var loaded = Use(store => store.Load(id));
            var again = Decide(loaded, id, contact, attempt);
            if (again.Events.Count > 0)
            {
                violated("After loading, the id of the attempt is forgotten: its repetition would happen again.");
                return;
            }

            if (!Use(store => store.TrySave(loaded, again)))
                violated("A repetition, which has nothing to save, was refused.");
            if (!Use(store => store.Load(id)).Equals(decision.State))
                violated("A repetition, which has nothing to save, changed the case.");
        }

        private CaseState Opened(CaseId id)
        {
            var opened = Decide(CaseState.NotOpened, id, new RegisterInquiry(OfficeCode.From("mitte"), PersonKey.From("p-1")));
            Use(store => store.TrySave(CaseState.NotOpened, opened));
            return opened.State;
        }

        private static CaseDecision Decide(CaseState state, CaseId id, CaseStep step, StepId attempt = default)
        {
            // Each a day and a bit later, around the night in which the clocks are changed and over the end of a year.
            var at = Start + Duration.FromHours(25 * state.Version) + Duration.FromTicks(10 * state.Version);
            var decision = CaseLifecycle.Standard.Decide(state, id, step, at, Someone, stepId: attempt);
            decision.EnsureAccepted();
            return decision;
        }

        /// <summary>A case through all its phases with data of every kind: texts with marks and accents, days in the past, lists, numbers, nothing.</summary>
        private static IEnumerable<CaseStep> FullLife() =>
        [
            new RegisterInquiry(OfficeCode.From("Herne-Mitte_1.a"), PersonKey.From("p'1;\"Ωß\\%_"), ProviderCode.From("caritas"), referredBy: ReferralSource.School),
            new AssignCaseManager(Someone),
            new RecordPerson(birthYear: 1990, sex: Sex.Diverse, language: LanguageTag.From("ti"), countryOfOrigin: CountryCode.From("ER")),
            new StartClarification(),
            new GiveInformation(LanguageTag.From("uk"), interpreter: true),
            new GiveConsent(ConsentKind.Participation, validUntil: new LocalDate(2026, 2, 28)),
            new ReleaseConfidentiality("Jobcenter Herne, Team \"U25\""),
            new RecordEligibility(Eligibility.EligibilityVerdict.Eligible),
            new AcceptCase(capacity: true),
            new RecordContact(ContactChannel.Office, minutes: 45, on: new LocalDate(2024, 4, 1)),
            new RecordNeed(TopicCode.From("WRK-SEARCH"), Urgency.High),
            new RecordNeed(TopicCode.From("LNG-INTEG")),
            new CompleteAssessment(),
            new SetGoal("goal ä"),
            new AddPlanStep("step 1", goal: "goal ä"),
            new AgreePlan(clientAgreed: true),
            new RecordProgress(StepProgress.Started, "step 1"),
            new StartMonitoring(),
            new HoldReview(),
            new Pause(PauseReason.Illness, new LocalDate(2024, 12, 31)),
            new Resume(),
            new RecordGermanLevel(GermanLevel.B1),
            new RecordFinding(TopicCode.From("HOU-SEARCH"), GapKind.WaitingTime),
            new OfferReferral("referral 1", "Jobcenter Herne, Team \"U25\""),
            new HoldConference(["school", "youth welfare"], true),
            new StartEvaluation(),
            new JudgeGoal(GoalAttainment.Reached, "goal ä"),
            new Close(ClosureReason.GoalsAchieved),
        ];

        private T Use<T>(Func<ICaseStore, T> use)
        {
            var store = open();
            try
            {
                return use(store);
            }
            finally
            {
                (store as IDisposable)?.Dispose();
            }
        }
    }
}
