namespace Kim.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("generate --cases x --output y", "'x' is not a number from 1")]
    [InlineData("generate --cases 5 --contacts-per-case NaN --output y", "'NaN' is not a number from 0")]
    [InlineData("eligibility --nix", "'--nix' is not an option")]
    [InlineData("topics list --language klingon", "'klingon' is not a supported language")]
    [InlineData("report register.csv", "period")]
    public void A_wrong_command_line_is_refused_with_exit_code_2_and_no_output(string line, string said)
    {
        var (exitCode, output, error) = Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCode.WrongCommandLine, ""), (exitCode, output));
        Assert.Contains(said, error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("demo --help")]
    [InlineData("report --help")]
    [InlineData("topics search --help")]
    public void Help_ends_with_examples(string line)
    {
        var (exitCode, output, _) = Run(line.Split(' '));
        Assert.Equal(ExitCode.Done, exitCode);
        Assert.Contains("Examples:\n  kim ", output, StringComparison.Ordinal);
    }
}
