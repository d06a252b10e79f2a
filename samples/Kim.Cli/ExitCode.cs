namespace Kim.Cli;

/// <summary>What the process answers.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>The input is wrong: bad rows, refused steps with <c>--strict</c>, unknown codes, an unreadable file. Also what nobody foresaw, so that no script takes the output for whole.</summary>
    internal const int WrongInput = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int WrongCommandLine = 2;
}

/// <summary>The input can't be used; every line says where, what, and what would be right. Ends the run with <see cref="ExitCode.WrongInput"/>.</summary>
internal sealed class WrongInputException(IReadOnlyList<string> problems) : Exception(string.Join("\n", problems))
{
    internal WrongInputException(string problem)
        : this([problem])
    {
    }

    internal IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>The options contradict each other or lack something that only the verb can see. Ends the run with <see cref="ExitCode.WrongCommandLine"/>.</summary>
internal sealed class WrongCommandLineException(string problem) : Exception(problem);
