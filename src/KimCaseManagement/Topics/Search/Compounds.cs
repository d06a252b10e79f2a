using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>Takes German compounds apart into words that the index knows (Nebenkosten|abrechnung), with the letters between them.</summary>
internal sealed class Compounds(TermTable terms, TermTable forms, IReadOnlyList<int> formTerms, WordKind[] kinds, int[] languages, int german)
{
    internal const int MostParts = 4;

    /// <summary>Compounds of fewer letters aren't looked for.</summary>
    internal const int Shortest = 8;

    private const int ShortestPart = 4;

    /// <summary>The first part may be a short word (Bus|fahrkarte).</summary>
    private const int ShortestFirst = 3;

    private static readonly string[] Links = ["", "s", "en", "n", "e", "er", "es"];

    /// <summary>The stems of a word's parts from its last to its first; 0 where it isn't wholly made of known parts.</summary>
    /// <param name="letters">Holds the folded word, not its stem.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="parts">Takes the stems; <see cref="MostParts"/> long.</param>
    /// <param name="room">Room to work in, as long as a word.</param>
    internal int Split(char[] letters, int start, int length, int[] parts, char[] room)
    {
        var count = Split(letters, start, length, parts, room, 0);
        return count > 1 ? count : 0;
    }

    [MethodImpl(Jit.AtOnce)]
    private int Split(char[] letters, int start, int length, int[] parts, char[] room, int depth)
    {
        if (depth > 0 && length >= ShortestPart && FindLast(letters, start, length, room) is >= 0 and var whole)
        {
            parts[0] = whole;
            return 1;
        }

        if (depth == MostParts - 1)
            return 0;
        for (var first = length - ShortestPart; first >= (depth == 0 ? ShortestFirst : ShortestPart); first--)
        {
            if (Find(letters, start, first) is not (>= 0 and var head))
                continue;
            foreach (var link in Links)
            {
                if (!Matches(letters, start + first, length - first, link))
                    continue;
                var rest = Split(letters, start + first + link.Length, length - first - link.Length, parts, room, depth + 1);
                if (rest > 0)
                {
                    parts[rest] = head;
                    return rest + 1;
                }
            }
        }

        return 0;
    }

    [MethodImpl(Jit.AtOnce)]
    private int Find(char[] letters, int start, int length)
    {
        var form = forms.Find(letters, start, length);
        return IsPart(form >= 0 ? formTerms[form] : terms.Find(letters, start, length));
    }

    [MethodImpl(Jit.AtOnce)]
    private int FindLast(char[] letters, int start, int length, char[] room)
    {
        if (Find(letters, start, length) is >= 0 and var found)
            return found;
        Array.Copy(letters, start, room, 0, length);
        var first = 0;
        Stems.Reduce(room, ref first, ref length);
        return IsPart(terms.Find(room, first, length));
    }

    private int IsPart(int term) => term >= 0 && kinds[term] is WordKind.Content or WordKind.Generic && (languages[term] & german) != 0 ? term : -1;

    [MethodImpl(Jit.AtOnce)]
    private static bool Matches(char[] letters, int start, int left, string link)
    {
        if (left < link.Length + ShortestPart)
            return false;
        for (var i = 0; i < link.Length; i++)
        {
            if (letters[start + i] != link[i])
                return false;
        }

        return true;
    }
}
