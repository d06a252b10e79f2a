namespace KimCaseManagement.Reporting;

/// <summary>What belongs to the person and is said by each of the person's cases, or left out.</summary>
internal static class PersonTraits
{
    /// <summary>True where no two of the rows say different things.</summary>
    internal static bool Agree(CaseRegister.Columns columns, ReadOnlySpan<int> rows)
    {
        var (sexes, countries) = (columns.Codes[(int)Dimension.Sex]!, columns.Codes[(int)Dimension.Country]!);
        var (sex, country, birthYear) = (0, 0, (int)CaseRegister.NoBirthYear);
        foreach (var row in rows)
        {
            if (!IsSameOrNew(ref sex, sexes[row], 0) || !IsSameOrNew(ref country, countries[row], 0) || !IsSameOrNew(ref birthYear, columns.BirthYear[row], CaseRegister.NoBirthYear))
                return false;
        }

        return true;
    }

    private static bool IsSameOrNew(ref int known, int value, int none)
    {
        if (value == none)
            return true;
        if (known != none)
            return known == value;
        known = value;
        return true;
    }
}
