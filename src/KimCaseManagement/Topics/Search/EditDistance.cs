namespace KimCaseManagement.Topics.Search;

/// <summary>How many typing errors lie between two words: a letter wrong, missing, too many, or two neighbours swapped.</summary>
internal static class EditDistance
{
    internal const int RowSize = 80;

    /// <summary>The number of errors, or <paramref name="most"/> + 1 as soon as it is known to be more. <c>rows</c> holds three rows of <see cref="RowSize"/> to work in.</summary>

    internal static int Measure(char[] a, int startA, int lengthA, char[] b, int startB, int lengthB, int most, int[] rows)
    {
        while (lengthA > 0 && lengthB > 0 && a[startA] == b[startB])
        {
            startA++;
            startB++;
            lengthA--;
            lengthB--;
        }

        while (lengthA > 0 && lengthB > 0 && a[startA + lengthA - 1] == b[startB + lengthB - 1])
        {
            lengthA--;
            lengthB--;
        }

        if (lengthA == 0 || lengthB == 0)
            return Math.Min(lengthA + lengthB, most + 1);
        if (Math.Abs(lengthA - lengthB) > most || lengthA >= RowSize || lengthB >= RowSize)
            return most + 1;
        var (before, previous, current) = (0, RowSize, 2 * RowSize);
        for (var j = 0; j <= lengthB; j++)
            rows[previous + j] = j;
        for (var i = 1; i <= lengthA; i++)
        {
            rows[current] = i;
            var least = i;
            for (var j = 1; j <= lengthB; j++)
            {
                var same = a[startA + i - 1] == b[startB + j - 1];
                var cost = Math.Min(Math.Min(rows[previous + j] + 1, rows[current + j - 1] + 1), rows[previous + j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[startA + i - 1] == b[startB + j - 2] && a[startA + i - 2] == b[startB + j - 1])
                    cost = Math.Min(cost, rows[before + j - 2] + 1);
                rows[current + j] = cost;
                least = Math.Min(least, cost);
            }

            if (least > most)
                return most + 1;
            (before, previous, current) = (previous, current, before);
        }

        return Math.Min(rows[previous + lengthB], most + 1);
    }
}
