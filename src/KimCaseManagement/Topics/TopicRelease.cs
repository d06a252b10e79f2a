namespace KimCaseManagement.Topics;

/// <summary>A release of the taxonomy (Fassung des Themenkatalogs).</summary>
public sealed class TopicRelease
{
    internal TopicRelease(string version, string german, string english)
    {
        Version = version;
        German = german;
        English = english;
    }

    /// <summary>Its number, <c>major.minor</c>.</summary>
    public string Version { get; }

    /// <summary>What it brought, in German.</summary>
    public string German { get; }

    /// <summary>What it brought, in English.</summary>
    public string English { get; }

    /// <summary>The number.</summary>
    public override string ToString() => Version;
}
