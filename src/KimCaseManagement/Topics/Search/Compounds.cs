namespace KimCaseManagement.Topics.Search;

/// <summary>Which stems may be parts of a compound.</summary>
internal readonly struct CompoundParts(TermTable terms, WordKind[] kinds, int[] languages, int german)
{
    internal int Find(char[] letters, int start, int length)
    {
        var term = terms.Find(letters, start, length);
        return term >= 0 && kinds[term] == WordKind.Content && (languages[term] & german) != 0 ? term : -1;
    }
}

/// <summary>Takes German compounds apart into stems that the index knows (Nebenkosten|abrechnung), with the letters between them.</summary>
internal static class Compounds
{
    internal const int MostParts = 4;

    /// <summary>Compounds of fewer letters aren't looked for.</summary>
    internal const int Shortest = 8;

    private const int ShortestPart = 4;

    private static readonly string[] Links = ["", "s", "en", "n", "e", "er", "es", "ung", "ungs", "ion", "ions"];

    /// <summary>The parts of a word from its last to its first; 0 where it isn't wholly made of known parts.</summary>
    internal static int Split(CompoundParts known, char[] letters, int start, int length, int[] parts)
    {
        var count = Split(known, letters, start, length, parts, 0);
        return count > 1 ? count : 0;
    }

    private static int Split(CompoundParts known, char[] letters, int start, int length, int[] parts, int depth)
    {
        if (depth > 0 && length >= ShortestPart && known.Find(letters, start, length) is >= 0 and var whole)
        {
            parts[0] = whole;
            return 1;
        }

        if (depth == MostParts - 1)
            return 0;
        for (var first = length - ShortestPart; first >= ShortestPart; first--)
        {
            if (known.Find(letters, start, first) is not (>= 0 and var head))
                continue;
            foreach (var link in Links)
            {
                if (!Matches(letters, start + first, length - first, link))
                    continue;
                var rest = Split(known, letters, start + first + link.Length, length - first - link.Length, parts, depth + 1);
                if (rest > 0)
                {
                    parts[rest] = head;
                    return rest + 1;
                }
            }
        }

        return 0;
    }

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
