using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Kim.Cli.Verbs;

namespace Kim.Cli;

/// <summary>The root of the command line: which verbs there are, how errors become exit codes.</summary>
internal static class KimCommand
{
    private static readonly OrderedDictionary<string, Func<Terminal, Command>> Verbs = new()
    {
        ["check"] = CheckVerb.Create,
        ["demo"] = DemoVerb.Create,
        ["eligibility"] = EligibilityVerb.Create,
        ["generate"] = GenerateVerb.Create,
        ["lifecycle"] = LifecycleVerb.Create,
        ["replay"] = ReplayVerb.Create,
        ["report"] = ReportVerb.Create,
        ["topics"] = TopicsVerb.Create,
    };

    /// <summary>Runs a command line and answers with an <see cref="ExitCode"/>, whatever happens.</summary>
    internal static int Run(string[] args, Terminal terminal)
    {
        try
        {
            try
            {
                return Invoke(args, terminal);
            }
            finally
            {
                // A full disk may show itself only here.
                terminal.Out.Flush();
            }
        }
        catch (WrongCommandLineException wrong)
        {
            terminal.Error.WriteLine(wrong.Message);
            return ExitCode.WrongCommandLine;
        }
        catch (WrongInputException wrong)
        {
            foreach (var problem in wrong.Problems)
                terminal.Error.WriteLine(problem);
            return ExitCode.WrongInput;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine(failure.Message);
            return ExitCode.WrongInput;
        }
#pragma warning disable CA1031 // The last net: what nobody foresaw is said as plainly as it can be.
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            terminal.Error.WriteLine($"kim did not foresee this: {unforeseen.GetType().Name}: {unforeseen.Message.ReplaceLineEndings(" ")} It is a fault of kim; please report it with the command line. The output is not complete.");
            return ExitCode.WrongInput;
        }
    }

    private static int Invoke(string[] args, Terminal terminal)
    {
        var parsed = Create(terminal, args.FirstOrDefault()).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine(error.Message);
            terminal.Error.WriteLine($"Try: {CommandPath(parsed.CommandResult.Command)} --help");
            return ExitCode.WrongCommandLine;
        }

        // An argument would swallow a misspelt option; after "--" everything is an argument.
        if (!args.Contains("--") && parsed.CommandResult.Tokens.FirstOrDefault(t => t.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            throw new WrongCommandLineException($"'{unknown.Value}' is not an option. Try: {CommandPath(parsed.CommandResult.Command)} --help");
        return parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
    }

    /// <summary>The command line; made anew for each run, since it writes to the given terminal.</summary>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="verb">The only verb that is needed; all are made where it is none of them.</param>
    internal static RootCommand Create(Terminal terminal, string? verb = null)
    {
        var root = new RootCommand("Integration case management (KIM) from the command line: a sample host of the library KimCaseManagement.");
        foreach (var (name, create) in Verbs)
        {
            if (name == verb || !Verbs.ContainsKey(verb ?? ""))
                root.Add(create(terminal));
        }

        AddExamples(root);
        return root;
    }

    /// <summary>Help ends with examples that work; a verb gives them in its <see cref="VerbCommand.Examples"/>.</summary>
    private static void AddExamples(Command command)
    {
        foreach (var option in command.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
                option.Action = new HelpWithExamples(help);
        }
    }

    private static string CommandPath(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{CommandPath(parent)} {command.Name}" : "kim";

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            var examples = parseResult.CommandResult.Command is VerbCommand verb ? verb.Examples : ["kim demo", "kim report register.csv --quarter 2024-Q2 --by office"];
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            return result;
        }
    }
}

/// <summary>A verb with the examples that its help ends with.</summary>
internal sealed class VerbCommand(string name, string description, params string[] examples) : Command(name, description)
{
    internal IReadOnlyList<string> Examples { get; } = examples;
}
