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

    [Fact]
    public void What_nobody_foresaw_is_one_line_and_exit_code_1()
    {
        using var output = new BrokenWriter(new InvalidOperationException("first line\nsecond line"));
        using var errors = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.WrongInput, KimCommand.Run(["topics", "list", "--format", "csv"], new Terminal(output, errors)));
        Assert.StartsWith("kim did not foresee this: InvalidOperationException: first line second line", Assert.Single(errors.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_full_at_the_end_is_said_with_exit_code_1()
    {
        using var output = new BrokenWriter(new IOException("No space left on device"), onlyAtTheEnd: true);
        using var errors = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.WrongInput, KimCommand.Run(["topics", "list", "--format", "csv"], new Terminal(output, errors)));
        Assert.Equal("No space left on device\n", errors.ToString());
    }

    /// <summary>Fails at every write, or when what was kept is to be written out.</summary>
    private sealed class BrokenWriter(Exception failure, bool onlyAtTheEnd = false) : StringWriter
    {
        public override void Write(char[] buffer, int index, int count) => Fail();

        public override void Write(char value) => Fail();

        public override void Write(string? value) => Fail();

        public override void Flush() => Fail(onlyAtTheEnd);

        private void Fail() => Fail(!onlyAtTheEnd);

        private void Fail(bool now)
        {
            if (now)
                throw failure;
        }
    }
}
