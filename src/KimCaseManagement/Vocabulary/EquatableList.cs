using System.Collections;

namespace KimCaseManagement.Vocabulary;

/// <summary>A read-only list that equals another with equal elements in the same order, so that records with lists compare by value.</summary>
internal sealed class EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] _items;

    internal EquatableList(T[] ownedItems) => _items = ownedItems;

    internal static EquatableList<T> Empty { get; } = new([]);

    internal static EquatableList<T> CopyOf(IEnumerable<T> items) => items as EquatableList<T> ?? new EquatableList<T>([.. items]);

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    internal EquatableList<T> Add(T item)
    {
        var longer = new T[_items.Length + 1];
        _items.CopyTo(longer, 0);
        longer[_items.Length] = item;
        return new EquatableList<T>(longer);
    }

    /// <summary>The items for a loop without an enumerator on the heap; not to be changed.</summary>
    internal T[] Items => _items;

    internal EquatableList<T> With(int index, T item)
    {
        var copy = (T[])_items.Clone();
        copy[index] = item;
        return new EquatableList<T>(copy);
    }

    public bool Equals(EquatableList<T>? other) => other is not null && (ReferenceEquals(this, other) || _items.SequenceEqual(other._items));

    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var item in _items)
            hash = unchecked((hash * 31) + (item is null ? 0 : EqualityComparer<T>.Default.GetHashCode(item)));
        return hash;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
