using System.Reflection;

namespace Mutants;

/// <summary>The library with all mutants in it, as Stryker compiled it, and the switch that it built in.</summary>
internal sealed class MutatedLibrary
{
    internal const int None = -1;

    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly Assembly assembly = Assembly.Load("KimCaseManagement");
    private readonly Type control;

    internal MutatedLibrary() => control = assembly.GetTypes().Single(t => t.Name == "MutantControl");

    internal void Activate(int mutant, bool coverage)
    {
        control.GetField("CaptureCoverage", Any)!.SetValue(null, coverage);
        control.GetField("ActiveMutant", Any)!.SetValue(null, mutant);
    }

    /// <summary>The mutants reached, and those reached while something static was made.</summary>
    internal string Coverage() =>
        string.Join("/", ((IList<int>[])control.GetMethod("GetCoverageData", Any)!.Invoke(null, null)!).Select(ids => string.Join(" ", ids)));

    /// <summary>The mutants that were compiled, with the member in which each sits: the calls of the switch with a constant number.</summary>
    internal Dictionary<int, string> Members()
    {
        var call = new byte[] { 0x28 }.Concat(BitConverter.GetBytes(control.GetMethod("IsActive", Any)!.MetadataToken)).ToArray();
        var members = new Dictionary<int, string>();
        foreach (var method in assembly.GetTypes().SelectMany(t => t.GetMethods(Any).Concat<MethodBase>(t.GetConstructors(Any))))
        {
            var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
            for (var at = code.AsSpan().IndexOf(call); at >= 0;)
            {
                var id = at > 1 && code[at - 2] == 0x1F ? (sbyte)code[at - 1] : code[at - 1] is >= 0x16 and <= 0x1E ? code[at - 1] - 0x16 : BitConverter.ToInt32(code, at - 4);
                members[id] = $"{method.DeclaringType!.FullName!.Replace("KimCaseManagement.", "", StringComparison.Ordinal)}.{method.Name}";
                var next = code.AsSpan(at + 1).IndexOf(call);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return members;
    }
}
