using System.Text;

namespace Kim.Cli.Tests.Csv;

/// <summary>A file for one test, gone after it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal TemporaryFile(string content)
        : this(new UTF8Encoding(false).GetBytes(content))
    {
    }

    internal TemporaryFile(byte[] content)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        File.WriteAllBytes(Path, content);
    }

    internal string Path { get; }

    public void Dispose() => File.Delete(Path);
}
