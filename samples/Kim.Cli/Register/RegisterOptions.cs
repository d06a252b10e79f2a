using System.CommandLine;
using Kim.Cli.Csv;

namespace Kim.Cli.Register;

/// <summary>The arguments that <c>report</c> and <c>check</c> share.</summary>
internal sealed class RegisterOptions
{
    internal Argument<string> File { get; } = new("register") { Description = "The case register, a CSV file.", HelpName = "REGISTER" };

    internal Option<string?> Contacts { get; } = new("--contacts") { Description = "The contacts, a CSV file.", HelpName = "file" };

    internal Option<string?> Extend { get; } = TopicExtensionFile.Option();

    internal Option<int> MaxErrors { get; } = CommonOptions.Number("--max-errors", "How many errors of the input are shown at most.", 1, int.MaxValue);

    internal RegisterOptions() => MaxErrors.DefaultValueFactory = _ => InputProblems.DefaultMaximum;

    internal void AddTo(Command command)
    {
        command.Add(File);
        command.Add(Contacts);
        command.Add(Extend);
        command.Add(MaxErrors);
    }
}
