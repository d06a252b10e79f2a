namespace KimCaseManagement.Vocabulary;

/// <summary>The shapes that the codes and ids of this room may have, and the messages when they don't.</summary>
internal static class TextCode
{
    internal const int MaxIdLength = 200;

    /// <summary>An id that a host chooses: any text of 1 to 200 characters without control characters or white space at its ends.</summary>
    internal static bool IsId(string? value)
    {
        if (value is null || value.Length is 0 or > MaxIdLength)
            return false;
        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[value.Length - 1]))
            return false;
        foreach (var c in value)
        {
            if (char.IsControl(c))
                return false;
        }

        return true;
    }

    /// <summary>The same for UTF-8.</summary>
    internal static bool IsId(ReadOnlySpan<byte> value)
    {
        if (value.Length is 0 or > 4 * MaxIdLength)
            return false;
        foreach (var b in value)
        {
            // What isn't plain ASCII is looked at as text.
            if (b is < 0x20 or > 0x7E)
                return IsId(System.Text.Encoding.UTF8.GetString(value.ToArray()));
        }

        return value.Length <= MaxIdLength && value[0] != ' ' && value[value.Length - 1] != ' ';
    }

    /// <summary>A code that a host chooses: letters A-Z and a-z, digits, dot, underscore, hyphen; 1 to 200 characters.</summary>
    internal static bool IsCode(string? value)
    {
        if (value is null || value.Length is 0 or > MaxIdLength)
            return false;
        foreach (var c in value)
        {
            if (!(c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-'))
                return false;
        }

        return true;
    }

    internal static ArgumentException NotAnId(string what, string? value, string parameter) =>
        new($"'{value}' is not {what}: 1 to {MaxIdLength} characters are expected, without control characters and without white space at either end.", parameter);

    internal static ArgumentException NotACode(string what, string? value, string parameter) =>
        new($"'{value}' is not {what}: 1 to {MaxIdLength} of the characters A-Z, a-z, 0-9, '.', '_' and '-' are expected.", parameter);
}
