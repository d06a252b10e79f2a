using KimCaseManagement.Cases;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement;

/// <summary>What a host may set for its city (örtliche Einstellungen); every default works as it is.</summary>
/// <remarks>Only alive while <see cref="KimServiceCollectionExtensions.AddKimCaseManagement"/> runs; what is registered afterwards is immutable.</remarks>
[Mutable("a host fills it in the call that registers the library; nothing keeps it afterwards")]
public sealed class KimOptions
{
    /// <summary>Limits, further reasons and topics of case work. Default: <see cref="CasePolicy.Default"/>.</summary>
    public CasePolicy Policy { get; set; } = CasePolicy.Default;

    /// <summary>The rules of access. Default: the latest of <see cref="EligibilityProgramme.KimNrw"/>.</summary>
    public EligibilityRuleSet EligibilityRules { get; set; } = EligibilityProgramme.KimNrw.Latest;

    /// <summary>All texts, with those of the city's own reasons and rules. Default: <see cref="TextCatalogue.BuiltIn"/>.</summary>
    public TextCatalogue Texts { get; set; } = TextCatalogue.BuiltIn;

    /// <summary>Everything that is wrong, each with what would be right; empty where the library can start.</summary>
    internal IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Policy is null)
            problems.Add("Policy is null; leave it out to take CasePolicy.Default.");
        if (EligibilityRules is null)
            problems.Add("EligibilityRules is null; leave it out to take the latest rules of EligibilityProgramme.KimNrw.");
        if (Texts is null)
            problems.Add("Texts is null; leave it out to take TextCatalogue.BuiltIn.");
        if (problems.Count > 0)
            return problems;

        problems.AddRange(Policy!.Faults(Texts!));
        problems.AddRange(EligibilityRules!.Rules.Select(rule => rule.TextCode)
            .Where(code => !Texts!.Contains(code))
            .Select(code => $"'{code}' has no German text; add one with TextCatalogue.With(\"{code}\", LanguageTag.German, \"…\")."));
        return problems;
    }
}
