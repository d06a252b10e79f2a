using System.Globalization;
using CsCheck;
using Kim.Cluster.Drive;

namespace Kim.Cluster.Tests;

/// <summary>A step that a client sends, perhaps several times, perhaps late.</summary>
/// <param name="Case">Which of the cases.</param>
/// <param name="Step">Code of the step.</param>
/// <param name="Data">Its data.</param>
/// <param name="ExpectedVersion">The version it expects; null: any.</param>
/// <param name="At">When each copy is sent, in milliseconds; copies may overtake each other and other steps.</param>
internal sealed record Command(int Case, string Step, string Data, int? ExpectedVersion, IReadOnlyList<int> At);

/// <summary>Commands in disorder: along the story of each case, and across it.</summary>
internal static class Disorder
{
    internal const int Cases = 3;
    private static readonly CaseStory Story = new(0, new StateSize());

    private static readonly Gen<IReadOnlyList<int>> Copies = Gen.Select(Gen.Int[0, 40], Gen.Frequency((3, Gen.Const(0)), (2, Gen.Const(1)), (1, Gen.Const(2))), Gen.Int[0, 400])
        .Select((jitter, copies, late) => (IReadOnlyList<int>)[jitter, .. Enumerable.Range(1, copies).Select(copy => jitter + (late * copy))]);

    private static readonly Gen<Command> Across = Gen.Select(Gen.Int[0, Cases - 1], Gen.Int[0, Story.Length - 1], Gen.Frequency((3, Gen.Const(-1)), (1, Gen.Int[0, 10])), Gen.Int[0, 500], Copies)
        .Select((number, step, expected, begin, copies) => Of(number, step, expected < 0 ? null : expected, begin, copies));

    private static readonly Gen<Command[]> Along = Gen.Select(Gen.Int[0, Cases - 1], Gen.Int[1, 12], Copies.Array[12])
        .Select((number, steps, copies) => Enumerable.Range(0, steps).Select(step => Of(number, step, null, step * 40, copies[step])).ToArray());

    internal static Gen<Command[]> Any { get; } = Gen.Select(Along.Array[1, Cases], Across.Array[0, 12]).Select((along, across) => along.SelectMany(a => a).Concat(across).ToArray());

    /// <summary>Sends every copy of every command at its time and gives all answers.</summary>
    /// <param name="sample">Distinguishes the cases from those of other samples.</param>
    /// <param name="commands">What is sent.</param>
    /// <param name="send">Sends one copy until it has an answer: case, step id, command, number of the copy.</param>
    internal static async Task<IReadOnlyList<Told>> SendAsync(string sample, IReadOnlyList<Command> commands, Func<string, string, Command, int, Task<Told>> send)
    {
        var sent = commands.SelectMany((command, number) => command.At.Select(async (at, copy) =>
        {
            await Task.Delay(at);
            var own = command with { Data = command.Data.Replace("p-00000000", PersonOf(sample, command.Case), StringComparison.Ordinal) };
            return await send(string.Create(CultureInfo.InvariantCulture, $"{sample}-{command.Case}"), string.Create(CultureInfo.InvariantCulture, $"step-{number}"), own, copy);
        }));
        return await Task.WhenAll(sent);
    }

    /// <summary>The first two cases are of one person.</summary>
    private static string PersonOf(string sample, int number) => string.Create(CultureInfo.InvariantCulture, $"{sample}-person-{number / 2}");

    private static Command Of(int number, int step, int? expected, int begin, IReadOnlyList<int> copies)
    {
        var (code, data) = Story.After(step)!.Value;
        return new Command(number, code, data, expected, [.. copies.Select(at => begin + at)]);
    }
}
