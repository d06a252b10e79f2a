using Snapshooter;
using Snapshooter.Xunit;

namespace KimCaseManagement.Tests;

/// <summary>The one place that knows which snapshot tool is used (see docs/adr/0002): text in, compared with the file kept beside the test.</summary>
internal static class Snapshots
{
    internal static void Match(string text, string name) => Snapshot.Match(text.Replace("\r\n", "\n", StringComparison.Ordinal), new SnapshotNameExtension(name));
}
