namespace KimCaseManagement.Reporting.Protection;

/// <summary>Figures that change by one each, up or down, and leave everything published as it is.</summary>
internal sealed record CellMove(List<(int Figure, int Change)> Changes, long Cost);

/// <summary>Moves made one after another from the true table, along which a figure rises or falls.</summary>
internal sealed class MoveChain(int direction)
{
    /// <summary>1 where the figure rises, -1 where it falls.</summary>
    internal int Direction { get; } = direction;

    internal List<(CellMove Move, long Times)> Steps { get; } = [];

    /// <summary>How far the figure has come.</summary>
    internal long Width { get; set; }

    /// <summary>No further move was found.</summary>
    internal bool IsAtItsEnd { get; set; }
}

/// <summary>Shows that a withheld count has enough possible values: chains of moves up and down from the true table.</summary>
internal sealed record Certificate(int Figure, List<(CellMove Move, long Times)> Up, List<(CellMove Move, long Times)> Down)
{
    /// <summary>The certificate with rows and measures in place of numbers of figures.</summary>
    /// <param name="model">The cells and rows of the report.</param>
    /// <param name="alone">The measure that stands in the place of contacts; null where none does.</param>
    internal SuppressionCertificate ForReaders(ProtectionModel model, Measure? alone = null)
    {
        var cells = model.Cells;
        Measure MeasureOf(int figure) => alone ?? ProtectionModel.Numbered[figure / cells];
        IReadOnlyList<CertificateStep> Steps(List<(CellMove Move, long Times)> chain) =>
            [.. chain.Select(s => new CertificateStep([.. s.Move.Changes.SelectMany(c => model.RowsOfCell[c.Figure % cells].Select(row => (row, MeasureOf(c.Figure), c.Change)))], s.Times))];
        return new SuppressionCertificate(model.RowsOfCell[Figure % cells][0], MeasureOf(Figure), Steps(Up), Steps(Down));
    }
}
