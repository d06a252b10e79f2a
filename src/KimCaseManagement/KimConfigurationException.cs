using KimCaseManagement.Vocabulary;

namespace KimCaseManagement;

/// <summary>The library can't start as it is set up. Thrown while the host starts, never later.</summary>
public sealed class KimConfigurationException : Exception
{
    private readonly EquatableList<string> _problems;

    internal KimConfigurationException(IReadOnlyList<string> problems)
        : base("KimCaseManagement can't start:\n" + string.Join("\n", problems))
        => _problems = EquatableList<string>.CopyOf(problems);

    /// <summary>Everything that is wrong, each with what would be right.</summary>
    public IReadOnlyList<string> Problems => _problems;
}
