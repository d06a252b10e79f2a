using System.Text;
using Spectre.Console;

namespace Kim.Cli;

/// <summary>Where a run reads and writes: results go to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
internal sealed class Terminal
{
    private readonly Lazy<IAnsiConsole> _console;

    internal Terminal(TextWriter output, TextWriter error, bool outIsTerminal = false, bool errorIsTerminal = false, bool colour = false, int width = 100)
    {
        Out = output;
        Error = error;
        OutIsTerminal = outIsTerminal;
        ErrorIsTerminal = errorIsTerminal;
        _console = new(() => NewConsole(output, colour, width));
    }

    /// <summary>Results.</summary>
    internal TextWriter Out { get; }

    /// <summary>Progress, warnings, errors.</summary>
    internal TextWriter Error { get; }

    internal bool OutIsTerminal { get; }

    internal bool ErrorIsTerminal { get; }

    /// <summary>Tables and charts for people, written to <see cref="Out"/>.</summary>
    internal IAnsiConsole Console => _console.Value;

    internal static Terminal OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(System.Console.OpenStandardOutput(), utf8, bufferSize: 1 << 16) { NewLine = "\n" };
        var error = new StreamWriter(System.Console.OpenStandardError(), utf8) { NewLine = "\n", AutoFlush = true };
        var isTerminal = !System.Console.IsOutputRedirected;
        var colour = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var width = isTerminal && System.Console.WindowWidth > 0 ? Math.Min(System.Console.WindowWidth, 160) : 100;
        return new Terminal(output, error, isTerminal, !System.Console.IsErrorRedirected, colour, width);
    }

    internal void Warn(string message) => Error.WriteLine($"warning: {message}");

    private static IAnsiConsole NewConsole(TextWriter output, bool colour, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
