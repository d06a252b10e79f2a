using System.Runtime.CompilerServices;

namespace KimCaseManagement.Topics.Search;

/// <summary>What helps a word that the index doesn't have as it stands: words one or two typing errors away, beginnings, other scripts.</summary>
/// <remarks>Built when the first such word is asked for. Errors are found by symmetric deletion: two words that lie two edits apart share a form with at most two
/// letters left out, so a look-up costs as many probes as the word has such forms, whatever the size of the vocabulary. Only the first letters take part; candidates are then measured.</remarks>
internal sealed class Spelling
{
    internal const int MostErrors = 2;

    private const int Prefix = 6;
    private const int ShortestWord = 4;
    private const int Buckets = 1 << 17;

    private readonly TopicIndex _index;
    private readonly TermTable _terms;
    private readonly TermTable _forms;
    private readonly TermTable _aliases = new();
    private readonly List<int> _aliasTerms = [];
    private readonly Dictionary<int, int> _skeletons = [];
    private readonly int[] _sorted;
    private readonly int[] _bucketStarts = new int[Buckets + 1];
    private readonly int[] _bucketItems = [];

    internal Spelling(TopicIndex index)
    {
        _index = index;
        _terms = index.Terms;
        _forms = index.Forms;
        var latin = new char[Words.BufferSize * 2];
        for (var term = 0; term < _terms.Count; term++)
        {
            if (IsFindable(term))
                AddSpellings(term, latin);
        }

        _sorted = [.. Enumerable.Range(0, _terms.Count).Where(IsFindable)];
        Array.Sort(_sorted, Compare);
        var shortened = new int[MostForms];
        for (var round = 0; round < 2; round++)
        {
            for (var form = 0; form < _forms.Count; form++)
            {
                if (IsFindable(index.FormTerms[form]))
                    Enter(form, _forms, form, shortened, round);
            }

            for (var alias = 0; alias < _aliases.Count; alias++)
                Enter(_forms.Count + alias, _aliases, alias, shortened, round);
            if (round == 0)
            {
                for (var bucket = 0; bucket < Buckets; bucket++)
                    _bucketStarts[bucket + 1] += _bucketStarts[bucket];
                _bucketItems = new int[_bucketStarts[Buckets]];
            }
        }

        // The second round moved each start to its list's end: shift them back by one.
        Array.Copy(_bucketStarts, 0, _bucketStarts, 1, Buckets);
        _bucketStarts[0] = 0;
    }

    [MethodImpl(Jit.AtOnce)]
    private void Enter(int item, TermTable table, int number, int[] shortened, int round)
    {
        var length = table.Length(number);
        if (length < ShortestWord)
            return;
        var count = Shortened(table.Letters, table.Start(number), length, shortened);
        for (var i = 0; i < count; i++)
        {
            if (round == 0)
                _bucketStarts[shortened[i] + 1]++;
            else
                _bucketItems[_bucketStarts[shortened[i]]++] = item;
        }
    }

    private bool IsFindable(int term) => _index.Kinds[term] == WordKind.Content && _index.HasTopics(term);

    /// <summary>How many forms a word can have.</summary>
    internal static int FormsOf(int letters) => 1 + letters + (letters * (letters - 1) / 2);

    internal static int MostForms => FormsOf(Prefix);

    /// <summary>The term that is written so in other letters; -1 where there is none.</summary>
    internal int FindAlias(char[] word, int start, int length) =>
        _aliases.Find(word, start, length) is >= 0 and var alias ? _aliasTerms[alias] : -1;

    /// <summary>The Arabic or Tigrinya term with these consonants; -1 where there is none or more than one.</summary>
    internal int FindSkeleton(char[] word, int start, int length)
    {
        var (hash, consonants) = Transliteration.Skeleton(word, start, length);
        return consonants >= Transliteration.ShortestSkeleton && _skeletons.TryGetValue(hash, out var term) ? term : -1;
    }

    /// <summary>Calls back with each term at most <paramref name="most"/> errors away; the same term may come twice.</summary>
    internal void Near(char[] word, int start, int length, int most, SearchScratch scratch)
    {
        var forms = scratch.Forms;
        var count = Shortened(word, start, length, forms);
        for (var i = 0; i < count; i++)
        {
            for (var place = _bucketStarts[forms[i]]; place < _bucketStarts[forms[i] + 1]; place++)
            {
                var item = _bucketItems[place];
                var table = item < _forms.Count ? _forms : _aliases;
                var number = item < _forms.Count ? item : item - _forms.Count;
                if (Math.Abs(table.Length(number) - length) > most || !scratch.IsNewCandidate(item))
                    continue;
                var errors = EditDistance.Measure(word, start, length, table.Letters, table.Start(number), table.Length(number), most, scratch.Rows);
                if (errors <= most)
                    scratch.AddCandidate(item < _forms.Count ? _index.FormTerms[item] : _aliasTerms[number], item < _forms.Count ? item : -1, errors, table.Letters[table.Start(number)] == word[start]);
            }
        }
    }

    /// <summary>The first place in the sorted terms at which a term is not before the word.</summary>
    internal int FirstAtOrAfter(char[] word, int start, int length)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(_terms.Letters, _terms.Start(_sorted[middle]), _terms.Length(_sorted[middle]), word, start, length) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    internal int SortedCount => _sorted.Length;

    internal int SortedTerm(int place) => _sorted[place];

    private void AddSpellings(int term, char[] latin)
    {
        var start = _terms.Start(term);
        var length = _terms.Length(term);
        var first = _terms.Letters[start];
        if (Folding.IsCyrillic(first))
        {
            var letters = Transliteration.ToLatin(_terms.Letters, start, length, latin);
            if (letters >= 4 && _terms.Find(latin, 0, letters) < 0 && _aliases.Find(latin, 0, letters) < 0)
            {
                _aliases.FindOrAdd(latin, 0, letters);
                _aliasTerms.Add(term);
            }
        }
        else if (Folding.IsArabic(first) || Folding.IsEthiopic(first))
        {
            var (hash, consonants) = Transliteration.Skeleton(_terms.Letters, start, length);
            if (consonants >= Transliteration.ShortestSkeleton)
                _skeletons[hash] = _skeletons.ContainsKey(hash) ? -1 : term;
        }
    }

    /// <summary>The buckets of all forms of a word's first letters with up to two of them left out, each once or more.</summary>
    [MethodImpl(Jit.AtOnce)]
    private static int Shortened(char[] word, int start, int length, int[] into)
    {
        var letters = Math.Min(length, Prefix);
        var count = 0;
        into[count++] = Bucket(word, start, letters, -1, -1);
        for (var i = 0; i < letters && letters > 2; i++)
        {
            into[count++] = Bucket(word, start, letters, i, -1);
            for (var j = i + 1; j < letters && letters > 4; j++)
                into[count++] = Bucket(word, start, letters, i, j);
        }

        return count;
    }

    [MethodImpl(Jit.AtOnce)]
    private static int Bucket(char[] word, int start, int length, int without, int andWithout)
    {
        var hash = 2166136261u;
        for (var i = 0; i < length; i++)
        {
            if (i != without && i != andWithout)
                hash = unchecked((hash ^ word[start + i]) * 16777619u);
        }

        return (int)((hash ^ (hash >> 17)) & (Buckets - 1));
    }

    private int Compare(int a, int b) =>
        Compare(_terms.Letters, _terms.Start(a), _terms.Length(a), _terms.Letters, _terms.Start(b), _terms.Length(b));

    [MethodImpl(Jit.AtOnce)]
    private static int Compare(char[] a, int startA, int lengthA, char[] b, int startB, int lengthB)
    {
        var common = Math.Min(lengthA, lengthB);
        for (var i = 0; i < common; i++)
        {
            if (a[startA + i] != b[startB + i])
                return a[startA + i] - b[startB + i];
        }

        return lengthA - lengthB;
    }
}
