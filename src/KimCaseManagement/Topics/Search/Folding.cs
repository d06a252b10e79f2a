using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>Makes letters alike that people write differently: case, accents, umlauts in any spelling, letter variants of Cyrillic, Arabic and Ethiopic.</summary>
/// <remarks>Own tables, since neither the machine's culture nor ICU may decide what is found, and netstandard2.0 has no other.</remarks>
internal static class Folding
{
    /// <summary>What separates words.</summary>
    internal const char Gap = '\0';

    /// <summary>What is left out without separating.</summary>
    internal const char Nothing = '\u0001';

    /// <summary>Base letters of U+00C0 to U+017F; <c>*</c> where the letter has none.</summary>
    private const string Latin =
        "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyts" + "aaaaaaaceeeeiiii" + "dnooooo*ouuuuyty"
        + "aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "iiiijjkkklllllll"
        + "lllnnnnnnnnnoooo" + "oooorrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs";

    /// <summary>Order of a Tigrinya series: the letters that are written for one another.</summary>
    private static readonly char[] EthiopicTwins = ['\u1210', '\u1200', '\u1280', '\u1200', '\u12B8', '\u1200', '\u1220', '\u1230', '\u12D0', '\u12A0', '\u1340', '\u1338'];

    /// <summary>The letter that stands for this one, <see cref="Gap"/> or <see cref="Nothing"/>.</summary>
    [MethodImpl(Jit.AtOnce)]
    internal static char Fold(char c)
    {
        if (c < 128)
        {
            if (c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                return c;
            return c is >= 'A' and <= 'Z' ? (char)(c + 32) : Gap;
        }

        if (c is >= '\u00C0' and <= '\u017F')
            return Latin[c - '\u00C0'] is not '*' and var letter ? letter : Gap;
        if (c is >= '\u0400' and <= '\u052F')
            return FoldCyrillic(c);
        if (c is >= '\u0600' and <= '\u06FF')
            return FoldArabic(c);
        if (c is >= '\u1200' and <= '\u139F')
            return FoldEthiopic(c);
        return FoldOther(c);
    }

    [MethodImpl(Jit.AtOnce)]
    private static char FoldCyrillic(char c)
    {
        if (c is >= '\u0410' and <= '\u042F')
            c = (char)(c + 32);
        else if (c is >= '\u0400' and <= '\u040F')
            c = (char)(c + 80);
        return c switch
        {
            'ё' or 'є' or 'э' => 'е',
            'й' or 'і' or 'ї' or 'ы' or 'ј' or 'ѝ' => 'и',
            'ў' => 'у',
            'ґ' or 'Ґ' => 'г',
            'ъ' or 'ь' => Nothing,
            _ => c,
        };
    }

    [MethodImpl(Jit.AtOnce)]
    private static char FoldArabic(char c) => c switch
    {
        'أ' or 'إ' or 'آ' or 'ٱ' => 'ا',
        'ى' or 'ئ' or 'ی' or 'ې' => 'ي',
        'ؤ' => 'و',
        'ة' or 'ۀ' or 'ہ' or 'ھ' or 'ە' or 'ۃ' => 'ه',
        'ک' => 'ك',
        'ء' or 'ـ' => Nothing,
        >= '\u064B' and <= '\u0670' when c is not (>= '\u0660' and <= '\u066D') => Nothing,
        >= '\u06D6' and <= '\u06ED' => Nothing,
        >= '\u0610' and <= '\u061A' => Nothing,
        >= '\u0660' and <= '\u0669' => (char)('0' + (c - '\u0660')),
        >= '\u06F0' and <= '\u06F9' => (char)('0' + (c - '\u06F0')),
        >= '\u0620' and <= '\u064A' => c,
        >= '\u0671' and <= '\u06D3' => c,
        _ => Gap,
    };

    [MethodImpl(Jit.AtOnce)]
    private static char FoldEthiopic(char c)
    {
        if (c is >= '\u1361' and <= '\u1368')
            return Gap;
        if (c is >= '\u135D' and <= '\u135F')
            return Nothing;
        var series = (char)(c & ~7);
        for (var i = 0; i < EthiopicTwins.Length; i += 2)
        {
            if (EthiopicTwins[i] == series)
                return (char)(EthiopicTwins[i + 1] + (c & 7));
        }

        return c;
    }

    private static char FoldOther(char c) => c switch
    {
        >= '\u0300' and <= '\u036F' => Nothing,
        '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\uFEFF' or '\u202A' or '\u202B' or '\u202C' or '\u2066' or '\u2067' or '\u2068' or '\u2069' => Nothing,
        'ș' or 'Ș' => 's',
        'ț' or 'Ț' => 't',
        'ơ' or 'Ơ' or 'ǒ' or 'Ǒ' => 'o',
        'ư' or 'Ư' or 'ǔ' or 'Ǔ' => 'u',
        'ǎ' or 'Ǎ' => 'a',
        'ə' or 'Ə' or 'ǝ' => 'e',
        'ẞ' => 's',
        >= '\u1EA0' and <= '\u1EB7' => 'a',
        >= '\u1EB8' and <= '\u1EC7' => 'e',
        >= '\u1EC8' and <= '\u1ECB' => 'i',
        >= '\u1ECC' and <= '\u1EE3' => 'o',
        >= '\u1EE4' and <= '\u1EF1' => 'u',
        >= '\u1EF2' and <= '\u1EF9' => 'y',
        >= '\uFF10' and <= '\uFF19' => (char)(c - '\uFF10' + '0'),
        >= '\uFF21' and <= '\uFF3A' => (char)(c - '\uFF21' + 'a'),
        >= '\uFF41' and <= '\uFF5A' => (char)(c - '\uFF41' + 'a'),
        >= '\uFB50' and <= '\uFEFC' => Gap,
        _ => char.IsLetterOrDigit(c) ? c : Gap,
    };

    internal static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u052F';

    internal static bool IsArabic(char c) => c is >= '\u0600' and <= '\u06FF';

    internal static bool IsEthiopic(char c) => c is >= '\u1200' and <= '\u139F';

    internal static bool IsLatin(char c) => c is >= 'a' and <= 'z';

    internal static bool IsDigit(char c) => c is >= '0' and <= '9';
}
