using System.Text;
using Kim.LegacyDesktop.Beside;
using KimCaseManagement.Cases;
using KimCaseManagement.Cases.Steps;
using KimCaseManagement.Testing;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests;

/// <summary>The file of events of the old desktop application keeps what every store of cases must keep.</summary>
public sealed class EventFileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "kim-events-" + Guid.NewGuid().ToString("N"));

    public EventFileTests() => Directory.CreateDirectory(_folder);

    [Fact]
    public void It_keeps_the_contract_of_stores() => StoreContract.Check(() => new Store(_folder)).EnsureHolds();

    [Fact]
    public void What_a_crash_left_of_a_line_is_cut_off_and_the_rest_stays()
    {
        var opened = TestCase.NotOpened.When(new RegisterInquiry(OfficeCode.From("mitte")));
        var events = new EventFile(_folder, CaseLifecycle.Standard);
        Assert.True(events.TryAppend(CaseState.NotOpened, opened.Decision));
        File.AppendAllText(Path.Combine(_folder, "events.jsonl"), "{\"schema\":1,\"case\":\"cas", new UTF8Encoding(false));
        Assert.Equal(opened.Case.Events, events.Load());
        var next = opened.Case.When(new StartClarification());
        Assert.True(events.TryAppend(opened.Decision.State, next.Decision));
        Assert.Equal(next.Case.Events, events.Load(opened.Case.Id));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private sealed class Store(string folder) : ICaseStore
    {
        private readonly EventFile _events = new(folder, CaseLifecycle.Standard);

        public CaseState Load(CaseId id) => CaseState.Replay(_events.Load(id));

        public IReadOnlyList<CaseEvent> History(CaseId id) => _events.Load(id);

        public bool TrySave(CaseState seen, CaseDecision decision) => _events.TryAppend(seen, decision);
    }
}
