namespace KimCaseManagement.Topics.Search;

/// <summary>Words of other scripts in Latin letters, the way people write them on a German keyboard.</summary>
internal static class Transliteration
{
    /// <summary>Fewer consonants name no word reliably.</summary>
    internal const int ShortestSkeleton = 4;

    private const string Cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
    private const string Arabic = "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ";
    private const string ArabicConsonants = ".bttjhkddrzsssdtz.gfqklmnh..pkzg";

    private static readonly string[] Latin =
        ["a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sch", "", "i", "", "e", "iu", "ia"];

    /// <summary>By series of U+1200 to U+1357.</summary>
    private const string EthiopicConsonants = "hlhmsrssqqqqbvtkhhnn.kkkk..zz.ddjgggtkpssfp";

    /// <summary>Writes folded Cyrillic in Latin letters; returns how many.</summary>
    internal static int ToLatin(char[] word, int start, int length, char[] into)
    {
        var written = 0;
        for (var i = start; i < start + length && written < into.Length - 3; i++)
        {
            var place = Cyrillic.IndexOf(word[i]);
            if (place < 0)
            {
                into[written++] = word[i];
                continue;
            }

            foreach (var letter in Latin[place])
                into[written++] = letter;
        }

        return written;
    }

    /// <summary>Brings Latin spellings of Cyrillic words to the one of <see cref="ToLatin"/>: kh, ts, ya, yu, y, j, w, x.</summary>
    internal static int Normalize(char[] word, int start, int length, char[] into)
    {
        var written = 0;
        for (var i = start; i < start + length; i++)
        {
            var c = word[i];
            var next = i + 1 < start + length ? word[i + 1] : '\0';
            if (c == 'k' && next == 'h')
            {
                into[written++] = 'h';
                i++;
            }
            else if (c == 't' && next is 's' or 'z')
            {
                into[written++] = 'c';
                i++;
            }
            else
            {
                into[written++] = c switch { 'y' or 'j' => 'i', 'w' => 'v', 'x' => 'h', _ => c };
            }
        }

        return written;
    }

    /// <summary>A number for the consonants of a word in Arabic, Ethiopic or Latin letters, and how many they are.</summary>
    internal static (int Hash, int Consonants) Skeleton(char[] word, int start, int length)
    {
        var (hash, count, last) = (17, 0, '\0');
        for (var i = start; i < start + length; i++)
        {
            var consonant = Consonant(word[i]);
            if (consonant == '.' || consonant == last)
                continue;
            // sh, kh, gh, th and dh are one sound each.
            if (word[i] == 'h' && i > start && word[i - 1] is 's' or 'k' or 'g' or 't' or 'd' or 'c')
                continue;
            last = consonant;
            hash = unchecked((hash * 31) + consonant);
            count++;
        }

        return (hash, count);
    }

    private static char Consonant(char c)
    {
        if (Folding.IsLatin(c))
            return c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'w' ? '.' : c == 'c' ? 'k' : c;
        if (Arabic.IndexOf(c) is >= 0 and var place)
            return ArabicConsonants[place];
        return c is >= '\u1200' and <= '\u1357' && (c - '\u1200') / 8 < EthiopicConsonants.Length ? EthiopicConsonants[(c - '\u1200') / 8] : '.';
    }
}
