namespace Kim.Cli.Generate;

/// <summary>A choice among values, each as likely as its weight says.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _values;
    private readonly int[] _bounds;

    internal Weighted(params (T Value, int Weight)[] choices)
    {
        _values = [.. choices.Select(c => c.Value)];
        _bounds = new int[choices.Length];
        var sum = 0;
        for (var i = 0; i < choices.Length; i++)
            _bounds[i] = sum += choices[i].Weight;
    }

    internal T Draw(ref SplitMix random)
    {
        var index = Array.BinarySearch(_bounds, random.Below(_bounds[^1]) + 1);
        return _values[index < 0 ? ~index : index];
    }
}
