namespace Kim.Cli.Tests;

/// <summary>Runs the command line in this process, as a shell would.</summary>
internal static class InProcess
{
    internal static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = KimCommand.Run(arguments, new Terminal(output, errors));
        return (code, output.ToString(), errors.ToString());
    }
}
