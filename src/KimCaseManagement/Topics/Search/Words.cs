using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>Cuts text into folded words, one after the other, without making strings.</summary>
/// <remarks>ß becomes ss; ae, oe and ue become a, o and u, so that ä, ae and a meet. Capital ẞ likewise.</remarks>
internal struct Words
{
    private const int LongestWord = 64;

    private readonly char[] _text;
    private readonly int _end;
    private int _next;

    /// <param name="text">Holds the text.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="word">Takes one word at a time; at least <see cref="BufferSize"/> long.</param>
    internal Words(char[] text, int start, int length, char[] word)
    {
        _text = text;
        _next = start;
        _end = start + length;
        Word = word;
    }

    internal const int BufferSize = LongestWord + 4;

    /// <summary>The current word, <see cref="Length"/> letters long.</summary>
    internal char[] Word { get; }

    internal int Length { get; private set; }

    /// <summary>Goes to the next word; false where there is none.</summary>
    [MethodImpl(Jit.AtOnce)]
    internal bool Next()
    {
        Length = 0;
        while (_next < _end)
        {
            var c = _text[_next];
            var folded = Folding.Fold(c);
            if (folded == Folding.Gap)
            {
                if (Length > 0 && !JoinsWord(c))
                    break;
            }
            else if (folded != Folding.Nothing)
            {
                Append(folded, c);
            }

            _next++;
        }

        return Length > 0;
    }

    [MethodImpl(Jit.AtOnce)]
    private void Append(char folded, char original)
    {
        if (Length >= LongestWord)
            return;
        if (folded == 'e' && original is 'e' or 'E' && Length > 0 && Word[Length - 1] is 'a' or 'o' or 'u')
            return;
        Word[Length++] = folded;
        if (original is 'ß' or 'ẞ')
            Word[Length++] = 's';
    }

    /// <summary>An apostrophe belongs to a Ukrainian word; elsewhere it separates (Almanya'da, l'école).</summary>
    private bool JoinsWord(char c) =>
        c is '\'' or '\u2019' or '\u02BC' && Folding.IsCyrillic(Word[Length - 1]) && _next + 1 < _end && Folding.IsCyrillic(_text[_next + 1]);
}
