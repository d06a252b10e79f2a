using System.Text.Json;
using KimCaseManagement.Reporting.Protection;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>What a reader can work out about every withheld count of a publication (Prüfung der Geheimhaltung), found without the method that chose what to withhold.</summary>
/// <remarks>
/// <para>The range comes from what is printed and from the rules alone: sums, identities and bounds are applied again and again until nothing changes any more. A range of fewer than K numbers is a leak for certain;
/// a solver may narrow a range further than this.</para>
/// <para>Therefore the certificates are checked as well, by addition: the changes that a certificate names must leave every printed figure as it is and every sum and identity true. What is shown so is certain.</para>
/// <para>For those who may see true figures: certificates say how far a count is from others, and don't belong into a publication.</para>
/// </remarks>
public sealed class ProtectionAudit
{
    private readonly EquatableList<AuditedCount> _counts;
    private readonly PublishedReport _published;

    private ProtectionAudit(PublishedReport published, IEnumerable<AuditedCount> counts)
    {
        _published = published;
        _counts = EquatableList<AuditedCount>.CopyOf(counts);
    }

    /// <summary>Every withheld count, in the order of the rows.</summary>
    public IReadOnlyList<AuditedCount> Counts => _counts;

    /// <summary>True where no withheld count is known to have fewer than K possible values.</summary>
    public bool FindsNothing => _counts.All(c => c.Values is null || c.Values >= _published.K);

    /// <summary>Looks at a publication as a reader does.</summary>
    public static ProtectionAudit Of(PublishedReport published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var reader = new RangeFinder(published);
        var shown = CertificateCheck.ShownValues(published, reader);
        var counts = new List<AuditedCount>();
        for (var row = 0; row < published.Rows.Count; row++)
        {
            for (var m = 0; m < published.Request.Measures.Count; m++)
            {
                if (!published.Rows[row].IsWithheld(m) || !published.Request.Measures[m].IsCount())
                    continue;
                var (least, most) = reader.RangeOf(row, published.Request.Measures[m]);
                shown.TryGetValue((row, published.Request.Measures[m]), out var values);
                counts.Add(new AuditedCount(published.Rows[row].Groups, published.Request.Measures[m], least, most, values));
            }
        }

        return new ProtectionAudit(published, counts);
    }

    /// <summary>Writes ranges and certificates as one JSON object; not for publication.</summary>
    public void WriteJson(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("k", _published.K);
        json.WriteStartArray("counts");
        foreach (var count in _counts)
        {
            json.WriteStartObject();
            WriteFigure(json, count.Groups, count.Measure);
            json.WriteNumber("least", count.Least);
            if (count.Most is { } most)
                json.WriteNumber("most", most);
            else
                json.WriteNull("most");
            json.WriteNumber("shown", count.Shown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("certificates");
        foreach (var certificate in _published.Certificates)
        {
            json.WriteStartObject();
            WriteFigure(json, _published.Rows[certificate.Row].Groups, certificate.Measure);
            WriteSteps(json, "up", certificate.Up);
            WriteSteps(json, "down", certificate.Down);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteSteps(Utf8JsonWriter json, string name, IReadOnlyList<CertificateStep> steps)
    {
        json.WriteStartArray(name);
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteNumber("times", step.Times);
            json.WriteStartArray("changes");
            foreach (var (row, measure, change) in step.Changes)
            {
                json.WriteStartObject();
                WriteFigure(json, _published.Rows[row].Groups, measure);
                json.WriteNumber("change", change);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFigure(Utf8JsonWriter json, IReadOnlyList<string?> groups, Measure measure)
    {
        for (var d = 0; d < groups.Count; d++)
            json.WriteString(_published.Request.Dimensions[d].Code(), groups[d]);
        json.WriteString("measure", measure.Code());
    }
}

/// <summary>A withheld count, and what is known of it.</summary>
public sealed class AuditedCount
{
    private readonly EquatableList<string?> _groups;

    internal AuditedCount(IReadOnlyList<string?> groups, Measure measure, long least, long? most, int shown)
    {
        _groups = EquatableList<string?>.CopyOf(groups);
        Measure = measure;
        Least = least;
        Most = most;
        Shown = shown;
    }

    /// <summary>For each dimension of the report the code of the group; null for the total.</summary>
    public IReadOnlyList<string?> Groups => _groups;

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>A reader knows that the count is not below this number.</summary>
    public long Least { get; }

    /// <summary>A reader knows that the count is not above this number; null where nothing bounds it.</summary>
    public long? Most { get; }

    /// <summary>How many whole numbers lie in the range; null where nothing bounds it.</summary>
    public long? Values => Most - Least + 1;

    /// <summary>How many values certificates show to be possible; 0 where no certificate moves the count, because its whole family is withheld or other publications were taken into account.</summary>
    public int Shown { get; }
}
