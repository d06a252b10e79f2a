namespace Kim.Worker;

/// <summary>The folders that the service works in, made where they are missing.</summary>
internal sealed class WorkFolders
{
    internal WorkFolders(string root)
    {
        Root = Path.GetFullPath(root);
        foreach (var folder in new[] { Root, Inbox, Done, Refused, Reports })
            Directory.CreateDirectory(folder);
    }

    internal string Root { get; }

    /// <summary>Where the specialist software puts its register, a whole export each time.</summary>
    internal string Inbox => Path.Combine(Root, "inbox");

    internal string Done => Path.Combine(Root, "done");

    /// <summary>Registers that are wrong, each with a list of its errors beside it.</summary>
    internal string Refused => Path.Combine(Root, "refused");

    internal string Reports => Path.Combine(Root, "reports");

    internal string Database => Path.Combine(Root, "register.db");
}
