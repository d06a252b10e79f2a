using System.Runtime.CompilerServices;

namespace KimCaseManagement.Tests;

/// <summary>On Mono, where Snapshooter finds no test in the stack: compares with the file that it keeps, and never writes one.</summary>
internal static class Snapshots
{
    internal static void Match(string text, string name, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var kept = Path.Combine(Path.GetDirectoryName(file)!, "__snapshots__", $"{Path.GetFileNameWithoutExtension(file)}.{method}_{name}.snap");
        Assert.Equal(Lines(File.ReadAllText(kept)), Lines(text));
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n").TrimEnd('\n');
}
