using KimCaseManagement.Cases;

namespace Kim.Web.CaseWork;

/// <summary>A phase in the picture, at the middle of its box.</summary>
internal sealed record PictureBox(CasePhase Phase, int X, int Y, string Class);

/// <summary>A way from one phase to another.</summary>
internal sealed record PictureLine(string Path, string Class);

/// <summary>The ways of the lifecycle as they are drawn: the same for every case, so they are worked out once.</summary>
internal sealed class LifecycleWays(CaseLifecycle lifecycle)
{
    internal IReadOnlyList<(CasePhase From, CasePhase To, string Path)> All { get; } =
    [
        .. lifecycle.Steps.Where(step => !LifecyclePicture.FromAnywhere.Contains(step.Kind))
            .SelectMany(step => step.From.SelectMany(from => step.ToFrom(from).Where(to => to != from).Select(to => (From: from, To: to))))
            .Distinct()
            .Select(way => (way.From, way.To, LifecyclePicture.PathOf(way.From, way.To))),
    ];
}

/// <summary>Where a case stands, drawn from the lifecycle that runs: where it was, where it is, where it can go now.</summary>
internal sealed class LifecyclePicture
{
    internal const int Width = 1080;
    internal const int Height = 300;
    internal const int BoxWidth = 122;
    internal const int BoxHeight = 44;

    private static readonly Dictionary<CasePhase, (int X, int Y)> Places = new()
    {
        [CasePhase.Inquiry] = (66, 150),
        [CasePhase.Clarification] = (201, 150),
        [CasePhase.ShortCounselling] = (133, 60),
        [CasePhase.WaitingList] = (268, 240),
        [CasePhase.Declined] = (133, 240),
        [CasePhase.Assessment] = (336, 150),
        [CasePhase.Planning] = (471, 150),
        [CasePhase.Linking] = (606, 150),
        [CasePhase.Monitoring] = (741, 150),
        [CasePhase.Evaluation] = (876, 150),
        [CasePhase.Paused] = (606, 255),
        [CasePhase.FollowUp] = (944, 60),
        [CasePhase.Closed] = (1011, 150),
    };

    /// <summary>Endings from wherever the case is open would hide the way; the steps on the page have them.</summary>
    internal static readonly HashSet<StepKind> FromAnywhere = [StepKind.Abort, StepKind.WithdrawConsent];

    internal LifecyclePicture(LifecycleWays ways, CaseState state, IReadOnlyList<CaseEvent> history, NextSteps next)
    {
        var visited = history.Select(happened => happened.Phase).ToHashSet();
        var open = next.Where(step => step.IsPermitted && step.To != state.Phase && !FromAnywhere.Contains(step.Kind)).Select(step => step.To!.Value).ToHashSet();
        Boxes = [.. Places.Select(place => new PictureBox(place.Key, place.Value.X, place.Value.Y, place.Key == state.Phase ? "here" : open.Contains(place.Key) ? "open" : visited.Contains(place.Key) ? "was" : "far"))];
        Lines =
        [
            .. ways.All
                .Select(way => new PictureLine(way.Path, way.From == state.Phase && open.Contains(way.To) ? "open" : "far"))
                .OrderBy(line => line.Class == "open"),
        ];
    }

    internal IReadOnlyList<PictureBox> Boxes { get; }

    internal IReadOnlyList<PictureLine> Lines { get; }

    /// <summary>Neighbours in a row are joined straight; further ones by an arc, forwards above and backwards below; rows by a straight line from edge to edge.</summary>
    internal static string PathOf(CasePhase from, CasePhase to)
    {
        var (a, b) = (Places[from], Places[to]);
        const int halfWidth = BoxWidth / 2, halfHeight = BoxHeight / 2;
        if (a.Y != b.Y)
        {
            var (down, shift) = (Math.Sign(b.Y - a.Y), Math.Sign(b.X - a.X) * 12);
            return FormattableString.Invariant($"M{a.X + shift} {a.Y + (down * halfHeight)} L{b.X - shift} {b.Y - (down * halfHeight)}");
        }

        var right = Math.Sign(b.X - a.X);
        if (Math.Abs(b.X - a.X) < 1.5 * 135)
            return FormattableString.Invariant($"M{a.X + (right * halfWidth)} {a.Y + (right * 5)} L{b.X - (right * halfWidth)} {b.Y + (right * 5)}");
        var (edge, rise) = (a.Y - (right * halfHeight), a.Y - (right * (52 + (Math.Abs(b.X - a.X) / 14))));
        return FormattableString.Invariant($"M{a.X} {edge} Q{(a.X + b.X) / 2} {rise} {b.X} {edge}");
    }
}
