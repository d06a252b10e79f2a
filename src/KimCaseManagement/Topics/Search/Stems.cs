using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>Takes off endings (and the Arabic article), so that inflected forms of a word meet. The language is not known, only the script.</summary>
/// <remarks>Endings are given in folded form. A stem is a key, not a word: it only has to be the same for the forms of one word and seldom for those of two.</remarks>
internal static class Stems
{
    private static readonly string[] Latin = ByLength(
        "ungen ung innen ern ens en er es em e n s ings ing ed ies a o i u y os as ar ando endo ir am ez ent ons ai"
        + " ul ului ele elor lor ilor uri urile ile ii ei at ata"
        + " ow owi ami ach om ego emu ej ych ym ie iem iej"
        + " lar ler lari leri larin lerin larim lerim");

    private static readonly string[] Cyrillic = ByLength(
        "ами ями ого его ому ему ими ои еи ою ею ах ях ов ев ив ам ям ом ем ия ие ии ую юю ая яя ое ее их им а я о е и у ю ит ат ет ут ют ти ла ло ли ся та то те ят ият ови еви ите ата ята ото");

    private static readonly string[] ArabicPrefixes = ["وال", "بال", "فال", "كال", "ولل", "ال", "لل"];
    private static readonly string[] ArabicSuffixes = ByLength("هايم هاي ها ات ين ون هم نا كم يه ه ي ان تي");

    /// <summary>Narrows <paramref name="start"/> and <paramref name="length"/> to the stem; Ethiopic words are rewritten to their consonants in place.</summary>
    [MethodImpl(Jit.AtOnce)]
    internal static void Reduce(char[] word, ref int start, ref int length)
    {
        var first = word[start];
        if (Folding.IsLatin(first))
            StripEndings(word, start, ref length, Latin, shortest: 4, rounds: 2);
        else if (Folding.IsCyrillic(first))
        {
            StripEndings(word, start, ref length, Cyrillic, shortest: 3, rounds: 2);
            StripBulgarianArticle(word, start, ref length);
        }
        else if (Folding.IsArabic(first))
            ReduceArabic(word, ref start, ref length);
        else if (Folding.IsEthiopic(first))
            ReduceEthiopic(word, ref start, ref length);
    }

    /// <summary>The article -ът, of which folding leaves the т: хазяинът is хазяин.</summary>
    private static void StripBulgarianArticle(char[] word, int start, ref int length)
    {
        if (length >= 5 && word[start + length - 1] == 'т' && "аеиоуюя".IndexOf(word[start + length - 2]) < 0)
            length--;
    }

    private static void ReduceArabic(char[] word, ref int start, ref int length)
    {
        foreach (var prefix in ArabicPrefixes)
        {
            if (length >= prefix.Length + 3 && Matches(word, start, prefix))
            {
                start += prefix.Length;
                length -= prefix.Length;
                break;
            }
        }

        StripEndings(word, start, ref length, ArabicSuffixes, shortest: 3, rounds: 1);
    }

    private static void ReduceEthiopic(char[] word, ref int start, ref int length)
    {
        if (length >= 4 && word[start] is 'ን' or 'ብ' or 'ዝ' or 'ክ')
        {
            start++;
            length--;
        }

        if (length >= 5 && word[start + length - 2] == 'ታ' && word[start + length - 1] == 'ት')
            length -= 2;
        else if (length >= 4 && word[start + length - 1] is 'ን' or 'ይ')
            length--;
        for (var i = start; i < start + length; i++)
        {
            if (Folding.IsEthiopic(word[i]))
                word[i] = (char)(word[i] & ~7);
        }
    }

    [MethodImpl(Jit.AtOnce)]
    private static void StripEndings(char[] word, int start, ref int length, string[] endings, int shortest, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var before = length;
            foreach (var ending in endings)
            {
                if (length >= ending.Length + shortest && Matches(word, start + length - ending.Length, ending))
                {
                    length -= ending.Length;
                    break;
                }
            }

            if (length == before)
                return;
        }
    }

    [MethodImpl(Jit.AtOnce)]
    private static bool Matches(char[] word, int start, string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (word[start + i] != part[i])
                return false;
        }

        return true;
    }

    private static string[] ByLength(string endings)
    {
        var all = endings.Split(' ');
        Array.Sort(all, static (a, b) => a.Length != b.Length ? b.Length - a.Length : string.CompareOrdinal(a, b));
        return all;
    }
}
