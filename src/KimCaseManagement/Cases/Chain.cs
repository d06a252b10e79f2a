using System.Collections;

namespace KimCaseManagement.Cases;

/// <summary>A list that grows at its end in constant time without copying: each version shares what it has with the one before.</summary>
internal sealed class Chain<T> : IReadOnlyCollection<T>, IEquatable<Chain<T>>
    where T : class
{
    private readonly Chain<T>? _before;
    private readonly T? _last;

    private Chain(Chain<T>? before, T? last, int count)
    {
        _before = before;
        _last = last;
        Count = count;
    }

    internal static Chain<T> Empty { get; } = new(null, null, 0);

    public int Count { get; }

    internal Chain<T> Add(T item) => new(this, item, Count + 1);

    public IEnumerator<T> GetEnumerator()
    {
        var items = new T[Count];
        for (var link = this; link._before is { } before; link = before)
            items[link.Count - 1] = link._last!;
        return ((IEnumerable<T>)items).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(Chain<T>? other) => other is not null && (ReferenceEquals(this, other) || (Count == other.Count && this.SequenceEqual(other)));

    public override bool Equals(object? obj) => Equals(obj as Chain<T>);

    public override int GetHashCode() => Count;
}
