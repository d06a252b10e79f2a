using KimCaseManagement.Cases;
using KimCaseManagement.Testing;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Testing;

/// <summary>The contract of stores lets a good one pass and finds what is wrong with the others.</summary>
public sealed class StoreContractTests
{
    [Fact]
    public void A_store_that_keeps_every_law_passes()
    {
        var result = StoreContract.Check(MemoryStore.With(Fault.None));
        Assert.True(result.Holds, result.ToString());
        result.EnsureHolds();
        Assert.Equal("The store keeps every law.", result.ToString());
    }

    [Fact]
    public void A_store_of_states_alone_passes_too()
    {
        var states = new Dictionary<CaseId, CaseState>();
        StoreContract.Check(() => new StateStore(states)).EnsureHolds();
    }

    [Theory]
    [InlineData(Fault.ChecksNoVersion, StoreLaw.Concurrency)]
    [InlineData(Fault.ChecksBeforeItLocks, StoreLaw.Concurrency)]
    [InlineData(Fault.SavesWhatItRefuses, StoreLaw.Concurrency)]
    [InlineData(Fault.ThrowsAtWhoIsLate, StoreLaw.Concurrency)]
    [InlineData(Fault.LeavesGaps, StoreLaw.Concurrency)]
    [InlineData(Fault.LosesEvents, StoreLaw.NoLoss)]
    [InlineData(Fault.RoundsTimesToSeconds, StoreLaw.NoLoss)]
    [InlineData(Fault.InventsCases, StoreLaw.NoLoss)]
    [InlineData(Fault.GivesNewestFirst, StoreLaw.Order)]
    [InlineData(Fault.GivesStateOfYesterday, StoreLaw.Order)]
    [InlineData(Fault.IgnoresCase, StoreLaw.Isolation)]
    [InlineData(Fault.IgnoresAccents, StoreLaw.Isolation)]
    [InlineData(Fault.ForgetsAttempts, StoreLaw.Idempotency)]
    [InlineData(Fault.RefusesRepetitions, StoreLaw.Idempotency)]
    public void A_fault_is_found_as_the_law_that_it_breaks(Fault fault, StoreLaw law)
    {
        var result = StoreContract.Check(MemoryStore.With(fault));
        Assert.Contains(result.Violations, v => v.Law == law);
        var thrown = Assert.Throws<StoreContractException>(result.EnsureHolds);
        Assert.Contains(law.ToString(), thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_throws_breaks_every_law_and_the_check_goes_on()
    {
        var laws = StoreContract.Check(() => throw new TimeoutException("no connection")).Violations.Select(v => v.Law).Distinct();
        Assert.Equal([StoreLaw.NoLoss, StoreLaw.Order, StoreLaw.Isolation, StoreLaw.Concurrency, StoreLaw.Idempotency], laws);
    }

    private sealed class StateStore(Dictionary<CaseId, CaseState> states) : ICaseStore
    {
        public CaseState Load(CaseId id)
        {
            lock (states)
                return states.TryGetValue(id, out var state) ? state : CaseState.NotOpened;
        }

        public IReadOnlyList<CaseEvent>? History(CaseId id) => null;

        public bool TrySave(CaseState seen, CaseDecision decision)
        {
            lock (states)
            {
                if (decision.Events.Count == 0)
                    return true;
                if (Load(decision.State.Id).Version != seen.Version)
                    return false;
                states[decision.State.Id] = decision.State;
                return true;
            }
        }
    }
}
