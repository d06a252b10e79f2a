namespace KimCaseManagement.Vocabulary;

/// <summary>Marks the few public types that are not immutable, with the reason; a test refuses every other one.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MutableAttribute(string because) : Attribute
{
    internal string Because { get; } = because;
}
