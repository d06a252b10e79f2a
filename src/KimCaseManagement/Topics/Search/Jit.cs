using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>How the just-in-time compiler is to treat what builds the index.</summary>
internal static class Jit
{
    /// <summary>Optimized before its first run: the index is built once, within the first search, which would be over before the usual tiers set in. netstandard2.0 doesn't name it; older runtimes ignore it.</summary>
    internal const MethodImplOptions AtOnce = (MethodImplOptions)512;
}
