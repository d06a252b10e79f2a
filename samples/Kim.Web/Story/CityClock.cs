using KimCaseManagement.Cases;
using NodaTime;

namespace Kim.Web.Story;

/// <summary>The time that counts for cases. In the story of Herne it is the afternoon of 10 June 2024 when it is told, and goes on from there; elsewhere it is the machine's.</summary>
internal sealed class CityClock(TimeProvider machine)
{
    /// <summary>When the story is told: the day of its report, after the last thing that happens in it.</summary>
    private static readonly Instant StoryNow = Instant.FromUtc(2024, 6, 10, 12, 0);

    private Duration _back = Duration.Zero;

    /// <summary>Whether the time is the story's.</summary>
    internal bool IsStory { get; private set; }

    /// <summary>Now, to the microsecond: what PostgreSQL keeps.</summary>
    internal Instant Now => Instant.FromUnixTimeTicks((Machine - _back).ToUnixTimeTicks() / 10 * 10);

    /// <summary>The day in Europe/Berlin.</summary>
    internal LocalDate Today => CaseLifecycle.DayOf(Now);

    /// <summary>The machine's time.</summary>
    internal Instant Machine => Instant.FromDateTimeOffset(machine.GetUtcNow());

    /// <summary>The story was told at this time of the machine.</summary>
    internal void TellFrom(Instant toldAt)
    {
        _back = toldAt - StoryNow;
        IsStory = true;
    }
}
