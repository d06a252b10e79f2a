using System.Text.Json;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Reporting;

/// <summary>Which provider runs an office, and in which municipality it lies (Verzeichnis der Beratungsbüros): what <see cref="Dimension.Provider"/> and <see cref="Dimension.Municipality"/> are worked out from.</summary>
/// <remarks>
/// <para>An office has one provider and one municipality. A provider may have offices in several municipalities. What the directory doesn't say is in the group of unknown values.</para>
/// <para>The directory is that of the report, not of the day: where an office changed its provider, each report says by its own directory to whom it counts. Immutable; equal where it says the same, whatever the order.</para>
/// </remarks>
public sealed record OfficeDirectory
{
    private readonly EquatableList<Entry> _entries;

    private OfficeDirectory(EquatableList<Entry> entries) => _entries = entries;

    /// <summary>The directory without offices, with which all others begin.</summary>
    public static OfficeDirectory Empty { get; } = new(EquatableList<Entry>.Empty);

    /// <summary>The offices, in ordinal order.</summary>
    public IReadOnlyList<OfficeCode> Offices => [.. _entries.Select(e => e.Office)];

    /// <summary>The directory with one more office.</summary>
    /// <param name="office">The office.</param>
    /// <param name="provider">Who runs it; null where that is not known.</param>
    /// <param name="municipality">Where it lies; null where that is not known.</param>
    /// <exception cref="ArgumentException">The office is the default value, or stands in the directory already.</exception>
    public OfficeDirectory With(OfficeCode office, ProviderCode? provider = null, MunicipalityCode? municipality = null)
    {
        if (office.IsDefault)
            throw new ArgumentException("An office needs a code.", nameof(office));
        var place = 0;
        while (place < _entries.Count && _entries[place].Office < office)
            place++;
        if (place < _entries.Count && _entries[place].Office == office)
            throw new ArgumentException($"The office '{office}' stands in the directory already; it has one provider and one municipality.", nameof(office));
        return new OfficeDirectory(new EquatableList<Entry>([.. _entries.Take(place), new Entry(office, provider is { IsDefault: false } ? provider : null, municipality is { IsDefault: false } ? municipality : null), .. _entries.Skip(place)]));
    }

    /// <summary>Who runs an office; null where the directory doesn't say.</summary>
    public ProviderCode? ProviderOf(OfficeCode office) => _entries.FirstOrDefault(e => e.Office == office).Provider;

    /// <summary>Where an office lies; null where the directory doesn't say.</summary>
    public MunicipalityCode? MunicipalityOf(OfficeCode office) => _entries.FirstOrDefault(e => e.Office == office).Municipality;

    /// <summary>By the code of an office: the code of its provider or municipality, where it is known.</summary>
    internal IReadOnlyDictionary<string, string> CodesOf(Dimension dimension)
    {
        var codes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            if ((dimension == Dimension.Provider ? entry.Provider?.Value : entry.Municipality?.Value) is { Length: > 0 } code)
                codes.Add(entry.Office.Value, code);
        }

        return codes;
    }

    /// <summary>Writes the offices as a property of an object; nothing where there are none.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        if (_entries.Count == 0)
            return;
        json.WriteStartArray("offices");
        foreach (var (office, provider, municipality) in _entries)
        {
            json.WriteStartArray();
            json.WriteStringValue(office.Value);
            json.WriteStringValue(provider?.Value);
            json.WriteStringValue(municipality?.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="Write"/> has written into an object.</summary>
    /// <exception cref="FormatException">An entry is not an office with provider and municipality.</exception>
    internal static OfficeDirectory Read(JsonElement owner)
    {
        var directory = Empty;
        if (!owner.TryGetProperty("offices", out var offices))
            return directory;
        foreach (var entry in offices.EnumerateArray())
        {
            if (entry.GetArrayLength() != 3)
                throw new FormatException("An entry of the offices has an office, its provider and its municipality.");
            directory = directory.With(
                OfficeCode.From(entry[0].GetString() ?? ""),
                entry[1].GetString() is { } provider ? ProviderCode.From(provider) : null,
                entry[2].GetString() is { } municipality ? MunicipalityCode.From(municipality) : null);
        }

        return directory;
    }

    private readonly record struct Entry(OfficeCode Office, ProviderCode? Provider, MunicipalityCode? Municipality);
}
