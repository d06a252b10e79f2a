using KimCaseManagement.Cases;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Testing;

/// <summary>A host's store of cases (Fallspeicher) as <see cref="StoreContract"/> sees it: written in a test, around whatever the host has, be it events, states or both.</summary>
/// <remarks>Where the implementation is disposable too, it is disposed after use.</remarks>
public interface ICaseStore
{
    /// <summary>The case as it stands in the store; <see cref="CaseState.NotOpened"/> where the store doesn't have it.</summary>
    CaseState Load(CaseId id);

    /// <summary>Everything that happened in the case, in order; null where the store keeps states only.</summary>
    IReadOnlyList<CaseEvent>? History(CaseId id);

    /// <summary>Stores what an accepted step led to: the events, the state, or both.</summary>
    /// <param name="seen">The case as it stood when the step was decided; its version is the one that the store must still have.</param>
    /// <param name="decision">The accepted decision. Without events it is a repetition, and there is nothing to store.</param>
    /// <returns>False where the store has another version by now; then nothing is stored.</returns>
    bool TrySave(CaseState seen, CaseDecision decision);
}
