namespace KimCaseManagement.Vocabulary;

/// <summary>The codes of a closed set: one text a member, both ways, ordinal. The member with the number 0 ("unspecified") has no code.</summary>
internal sealed class CodeTable<T>
    where T : struct, Enum
{
    private readonly Dictionary<T, string> _codes = [];
    private readonly Dictionary<string, T> _members = new(StringComparer.Ordinal);

    /// <summary>What the set is called in the text catalogue: the name of the enum, such as <c>pause-reason</c>.</summary>
    internal static string SetName { get; } = ToKebab(typeof(T).Name);

    /// <summary>Codes are the members' names in kebab-case.</summary>
    internal static CodeTable<T> Kebab()
    {
#if NETSTANDARD2_0
        var members = (T[])Enum.GetValues(typeof(T));
#else
        var members = Enum.GetValues<T>();
#endif
        return new CodeTable<T>(members.Where(m => !EqualityComparer<T>.Default.Equals(m, default)).Select(m => (m, ToKebab(m.ToString()))));
    }

    internal CodeTable(IEnumerable<(T Member, string Code)> codes)
    {
        var all = new List<T>();
        foreach (var (member, code) in codes)
        {
            _codes.Add(member, code);
            _members.Add(code, member);
            all.Add(member);
        }

        All = all.AsReadOnly();
        AllCodes = all.Select(m => _codes[m]).ToList().AsReadOnly();
    }

    /// <summary>The members in the order of their numbers.</summary>
    internal IReadOnlyList<T> All { get; }

    internal IReadOnlyList<string> AllCodes { get; }

    internal string CodeOf(T member) =>
        _codes.TryGetValue(member, out var code)
            ? code
            : throw new ArgumentOutOfRangeException(nameof(member), member, $"{typeof(T).Name} has no member {member}; its codes are {string.Join(", ", AllCodes)}.");

    internal bool TryParse(string? code, out T member)
    {
        member = default;
        return code is not null && _members.TryGetValue(code, out member);
    }

    private static string ToKebab(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
