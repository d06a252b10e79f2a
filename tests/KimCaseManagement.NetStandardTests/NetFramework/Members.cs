// What the tests use of newer frameworks and Polyfill doesn't bring.
using System.Text.RegularExpressions;

namespace System.Runtime.CompilerServices
{
    /// <summary>Ranges of arrays.</summary>
    internal static class RuntimeHelpers
    {
        public static T[] GetSubArray<T>(T[] array, Range range)
        {
            var (offset, length) = range.GetOffsetAndLength(array.Length);
            var part = new T[length];
            Array.Copy(array, offset, part, 0, length);
            return part;
        }
    }
}

namespace KimCaseManagement.Tests
{
    internal static class Members
    {
        /// <summary>Only as the tests use it.</summary>
        internal static string Replace(this string text, string old, string by, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(old, by) : throw new NotSupportedException($"Only {StringComparison.Ordinal} is brought to .NET Framework.");

        internal static IEnumerable<TResult> Select<TResult>(this MatchCollection matches, Func<Match, TResult> select) => matches.Cast<Match>().Select(select);
    }
}
