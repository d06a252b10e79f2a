using KimCaseManagement.Reporting.Counting;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Reporting;

/// <summary>A part of a large register (Teil eines Fallregisters), read by itself, on a thread of its own. Whether an id is there twice is seen only when parts come together in a <see cref="CaseRegisterBuilder"/>.</summary>
/// <remarks>Not safe to use from several threads at once.</remarks>
[Mutable("Filled case by case.")]
public sealed class CaseRegisterPart
{
    private uint[] _caseHashes = new uint[16];
    private uint[] _personHashes = new uint[16];

    /// <summary>Begins an empty part.</summary>
    /// <param name="taxonomy">The taxonomy of the cases' topics; the library's own where none is given.</param>
    /// <param name="topics">Whether topics of old records are mapped to today's codes, which they are unless said otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="topics"/> is not specified.</exception>
    public CaseRegisterPart(TopicTaxonomy? taxonomy = null, TopicCoding topics = TopicCoding.Today)
    {
        _ = topics.Code();
        Rows = new CaseRows(new TopicTree(taxonomy ?? TopicTaxonomy.Core, topics));
    }

    internal CaseRows Rows { get; }

    /// <summary>The ids of the cases, by row.</summary>
    internal TextList Cases { get; } = new();

    /// <summary>The pseudonyms of the persons, by row.</summary>
    internal TextList Persons { get; } = new();

    internal ReadOnlySpan<uint> CaseHashes => _caseHashes;

    internal ReadOnlySpan<uint> PersonHashes => _personHashes;

    /// <inheritdoc cref="CaseRegisterBuilder.Number"/>
    public NumberedCode Number(Dimension dimension, string code) => Rows.Number(dimension, code);

    /// <summary>Adds a case.</summary>
    /// <exception cref="ArgumentException">The taxonomy doesn't have one of the topics.</exception>
    public void Add(CaseFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        Add(Cases.Encode(facts.CaseId.Value), Persons.Encode(facts.Person.Value), facts.OpenedOn, facts.ClosedOn, facts.BirthYear, Rows.CodesOf(facts), facts.Household is { } household ? Rows.Households.Encode(household.Value) : default);
    }

    /// <summary>Adds a case from texts as they stand in a file, without making objects of them.</summary>
    /// <inheritdoc cref="CaseRegisterBuilder.TryAdd(ReadOnlySpan{byte}, ReadOnlySpan{byte}, LocalDate, LocalDate?, int?, ReadOnlySpan{NumberedCode}, ReadOnlySpan{byte})"/>
    public void Add(ReadOnlySpan<byte> caseId, ReadOnlySpan<byte> person, LocalDate openedOn, LocalDate? closedOn, int? birthYear, ReadOnlySpan<NumberedCode> codes, ReadOnlySpan<byte> household = default)
    {
        CaseRows.Check(caseId, person, openedOn, closedOn, birthYear, codes, household);
        var row = Rows.Add(openedOn, closedOn, birthYear, codes, household);
        if (row == _caseHashes.Length)
        {
            Array.Resize(ref _caseHashes, row * 2);
            Array.Resize(ref _personHashes, row * 2);
        }

        _caseHashes[row] = TextIndex.Hash(caseId);
        _personHashes[row] = TextIndex.Hash(person);
        Cases.Add(caseId);
        Persons.Add(person);
    }
}
