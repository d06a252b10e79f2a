namespace Kim.Cli.Tests;

public sealed class GenerateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kim-generate").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_generated_register_passes_the_check_without_an_error_or_a_warning()
    {
        Assert.Equal(ExitCode.Done, Run("generate", "--cases", "3000", "--seed", "11", "--offices", "7", "--output", _folder).Code);
        var (code, _, errors) = Run("check", In("register.csv"), "--contacts", In("contacts.csv"));
        Assert.Equal((ExitCode.Done, ""), (code, errors));
        Assert.Equal(3001, File.ReadLines(In("register.csv")).Count());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_others()
    {
        Run("generate", "--cases", "200", "--seed", "5", "--output", In("a"));
        Run("generate", "--cases", "200", "--seed", "5", "--output", In("b"));
        Run("generate", "--cases", "200", "--seed", "6", "--output", In("c"));
        Assert.Equal(File.ReadAllBytes(In("a/register.csv")), File.ReadAllBytes(In("b/register.csv")));
        Assert.Equal(File.ReadAllBytes(In("a/contacts.csv")), File.ReadAllBytes(In("b/contacts.csv")));
        Assert.NotEqual(File.ReadAllBytes(In("a/register.csv")), File.ReadAllBytes(In("c/register.csv")));
    }

    private string In(string name) => Path.Combine(_folder, name);
}
