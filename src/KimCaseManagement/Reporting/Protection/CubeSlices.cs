namespace KimCaseManagement.Reporting.Protection;

/// <summary>The parts of the cube in which sums over some of the dimensions hold: cells of single groups in these, by what they have in the others.</summary>
internal sealed class CubeSlices
{
    private readonly ProtectionModel _model;
    private readonly int _mask;
    private readonly Dictionary<string, List<int>> _members = new(StringComparer.Ordinal);
    private readonly int[]?[] _above;

    internal CubeSlices(ProtectionModel model, int mask)
    {
        _model = model;
        _mask = mask;
        _above = new int[model.Cells][];
        for (var cell = 0; cell < model.Cells; cell++)
        {
            if (DimensionsIn(mask).Any(d => model.Coordinate(cell, d) == 0))
                continue;
            var key = KeyOf(cell);
            if (!_members.TryGetValue(key, out var members))
                _members.Add(key, members = []);
            members.Add(cell);
        }
    }

    /// <summary>The dimensions of a set, which stands as bits.</summary>
    internal static IEnumerable<int> DimensionsIn(int mask)
    {
        for (var dimension = 0; mask >> dimension != 0; dimension++)
        {
            if ((mask >> dimension & 1) != 0)
                yield return dimension;
        }
    }

    internal List<int> Near(int cell) => _members.TryGetValue(KeyOf(cell), out var members) ? members : [];

    /// <summary>The cells of single groups that the cell is a total of, or itself.</summary>
    internal IEnumerable<int> Below(int cell, List<int> free) =>
        Near(cell).Where(member => DimensionsIn(_mask).All(d => free.Contains(d) || _model.Coordinate(member, d) == _model.Coordinate(cell, d)));

    /// <summary>A cell of single groups with all totals above it; empty where one is missing.</summary>
    internal int[] Above(int cell) => _above[cell] ??= _model.Above(cell, DimensionsIn(_mask));

    private string KeyOf(int cell)
    {
        var key = new System.Text.StringBuilder();
        for (var d = 0; d < _model.Dimensions; d++)
        {
            if ((_mask >> d & 1) == 0)
                key.Append(_model.Coordinate(cell, d)).Append(' ');
        }

        return key.ToString();
    }
}
