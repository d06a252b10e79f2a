using System.Collections.ObjectModel;

namespace KimCaseManagement.Vocabulary;

/// <summary>The codes of a closed set: one text a member, both ways, ordinal. The member with the number 0 ("unspecified") has no code.</summary>
/// <remarks>Made of arrays and dictionaries of references: a program that starts would wait for collections and queries to be compiled for each set anew.</remarks>
internal sealed class CodeTable<T>
    where T : struct, Enum
{
    private readonly T[] _members;
    private readonly string[] _codes;
    private readonly Dictionary<string, object> _memberOf = new(StringComparer.Ordinal);

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
        var named = new (T, string)[members.Length - 1];
        for (var i = 0; i < named.Length; i++)
            named[i] = (members[i + 1], ToKebab(members[i + 1].ToString()));
        return new CodeTable<T>(named);
    }

    internal CodeTable((T Member, string Code)[] codes)
    {
        (_members, _codes) = (new T[codes.Length], new string[codes.Length]);
        for (var i = 0; i < codes.Length; i++)
        {
            (_members[i], _codes[i]) = codes[i];
            _memberOf.Add(_codes[i], _members[i]);
        }

        All = new ReadOnlyCollection<T>(_members);
        AllCodes = new ReadOnlyCollection<string>(_codes);
    }

    /// <summary>The members in the order of their numbers.</summary>
    internal IReadOnlyList<T> All { get; }

    internal IReadOnlyList<string> AllCodes { get; }

    internal string CodeOf(T member)
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (EqualityComparer<T>.Default.Equals(_members[i], member))
                return _codes[i];
        }

        throw new ArgumentOutOfRangeException(nameof(member), member, $"{typeof(T).Name} has no member {member}; its codes are {string.Join(", ", AllCodes)}.");
    }

    internal bool TryParse(string? code, out T member)
    {
        if (code is not null && _memberOf.TryGetValue(code, out var found))
        {
            member = (T)found;
            return true;
        }

        member = default;
        return false;
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
