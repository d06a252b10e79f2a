namespace KimCaseManagement.Vocabulary;

/// <summary>How a counselling contact took place (Kontaktform).</summary>
/// <remarks>Numbers and codes are kept for ever; nothing is renamed or used again.</remarks>
public enum ContactChannel
{
    /// <summary>Not recorded.</summary>
    Unspecified = 0,

    /// <summary>In the office (Beratungsbüro).</summary>
    Office = 1,

    /// <summary>At the person's place or in the neighbourhood (aufsuchend).</summary>
    OutreachVisit = 2,

    /// <summary>On the way to or at an authority (Begleitung).</summary>
    Accompaniment = 3,

    /// <summary>By telephone (Telefon).</summary>
    Phone = 4,

    /// <summary>By video call (Video).</summary>
    Video = 5,

    /// <summary>By e-mail (E-Mail).</summary>
    Email = 6,

    /// <summary>By messenger (Messenger).</summary>
    Messenger = 7,

    /// <summary>By letter (Brief).</summary>
    Letter = 8,

    /// <summary>By an online counselling platform (Onlineberatung).</summary>
    Online = 9,
}

/// <summary>The codes of <see cref="ContactChannel"/>, as they stand in files.</summary>
public static class ContactChannels
{
    private static readonly CodeTable<ContactChannel> Table = CodeTable<ContactChannel>.Kebab();

    /// <summary>All members but the unspecified one, in their order.</summary>
    public static IReadOnlyList<ContactChannel> All => Table.All;

    /// <summary>The code of a member.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of <see cref="All"/>.</exception>
    public static string Code(this ContactChannel value) => Table.CodeOf(value);

    /// <summary>The member with this code; false where there is none. Case matters.</summary>
    public static bool TryParse(string? code, out ContactChannel value) => Table.TryParse(code, out value);
}
