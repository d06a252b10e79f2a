using System.Text.Json;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace Kim.Cli.Eligibility;

/// <summary>Reads a municipality's own rules from JSON, as docs/how-to/add-rules-of-your-own.md explains. What they may do, the library decides.</summary>
/// <param name="file">Names the file in an error.</param>
internal sealed class RulesFile(string file)
{
    private TextCatalogue _texts = TextCatalogue.BuiltIn;

    /// <summary>The programme's rules with those of the file on top, and the texts of both.</summary>
    /// <exception cref="WrongInputException">The file is not JSON of this form, or breaks a limit; the place is named.</exception>
    internal static (EligibilityRuleSet Rules, TextCatalogue Texts) Apply(string file, EligibilityRuleSet programme)
    {
        var reader = new RulesFile(file);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return (programme.WithMunicipality(reader.Read(document.RootElement)), reader._texts);
        }
        catch (JsonException broken)
        {
            throw new WrongInputException($"{file}:{(broken.LineNumber ?? 0) + 1}: the file is not JSON: {Lines.Short(broken)}");
        }
        catch (ArgumentException limit)
        {
            throw new WrongInputException($"{file}: {limit.Message}");
        }
    }

    private MunicipalRules Read(JsonElement root)
    {
        CheckNames(root, "", "municipality", "version", "services", "add", "tighten", "suggest");
        var rules = new MunicipalRules(Text(root, "", "municipality"), Text(root, "", "version"));
        foreach (var (service, place) in Items(root, "", "services"))
        {
            CheckNames(service, place, "code", "name", "reason");
            if (!ServiceCode.TryFrom(Text(service, place, "code"), out var code))
                throw Wrong(place + ".code", "letters, digits, '.', '_' and '-' are expected");
            ReadTexts(service, place, "name", code.TextCode);
            ReadTexts(service, place, "reason", "eligibility-suggestion." + code.Value);
        }

        foreach (var (rule, place) in Items(root, "", "add"))
        {
            CheckNames(rule, place, "code", "text", "condition", "source", "when_not_met", "next_place");
            var code = Text(rule, place, "code");
            ReadTexts(rule, place, "text", "eligibility-rule." + code);
            if (!EligibilityOffers.TryParse(Text(rule, place, "when_not_met"), out var offer) || offer == EligibilityOffer.CaseManagement)
                throw Wrong(place + ".when_not_met", "short_counselling, referral or none is expected");
            rules = rules.Adding(new EligibilityRule(code, Condition(rule, place), SourceOf(rule, place), offer, Service(rule, place, "next_place")));
        }

        foreach (var (rule, place) in Items(root, "", "tighten"))
        {
            CheckNames(rule, place, "rule", "condition", "source");
            rules = rules.Tightening(Text(rule, place, "rule"), Condition(rule, place), SourceOf(rule, place));
        }

        foreach (var (suggestion, place) in Items(root, "", "suggest"))
        {
            CheckNames(suggestion, place, "service", "condition", "source");
            rules = rules.Suggesting(new ServiceSuggestion(Service(suggestion, place, "service"), Condition(suggestion, place), SourceOf(suggestion, place)));
        }

        return rules;
    }

    private void ReadTexts(JsonElement owner, string place, string name, string code)
    {
        if (!owner.TryGetProperty(name, out var texts) || texts.ValueKind != JsonValueKind.Object || !texts.TryGetProperty("de", out _))
            throw Wrong($"{place}.{name}", "a text is expected, in German at least, such as {\"de\": \"…\", \"en\": \"…\"}");
        foreach (var text in texts.EnumerateObject())
        {
            if (!LanguageTag.TryFrom(text.Name, out var language) || text.Value.ValueKind != JsonValueKind.String)
                throw Wrong($"{place}.{name}.{text.Name}", "a BCP 47 tag such as 'de' and a text are expected");
            _texts = _texts.With(code, language, text.Value.GetString()!);
        }
    }

    private EligibilityCondition Condition(JsonElement owner, string place) =>
        owner.TryGetProperty("condition", out var condition) ? ConditionAt(condition, place + ".condition") : throw Wrong(place + ".condition", "a condition is expected");

    private EligibilityCondition ConditionAt(JsonElement condition, string place)
    {
        const string Expected = "one of {\"yes\": fact}, {\"number\": fact, \"at_least\": n, \"at_most\": n}, {\"all\": […]}, {\"any\": […]}, {\"at_least\": n, \"of\": […]}, {\"not\": …} is expected";
        if (condition.ValueKind != JsonValueKind.Object)
            throw Wrong(place, Expected);
        if (condition.TryGetProperty("yes", out _))
        {
            CheckNames(condition, place, "yes");
            return EligibilityCondition.Yes(Fact(condition, place, "yes"));
        }

        if (condition.TryGetProperty("number", out _))
        {
            CheckNames(condition, place, "number", "at_least", "at_most");
            return EligibilityCondition.Number(Fact(condition, place, "number"), Number(condition, place, "at_least", 0), Number(condition, place, "at_most", int.MaxValue));
        }

        if (condition.TryGetProperty("not", out var negated))
        {
            CheckNames(condition, place, "not");
            return EligibilityCondition.Not(ConditionAt(negated, place + ".not"));
        }

        if (condition.TryGetProperty("all", out _))
        {
            CheckNames(condition, place, "all");
            return EligibilityCondition.All(Parts(condition, place, "all"));
        }

        if (condition.TryGetProperty("any", out _))
        {
            CheckNames(condition, place, "any");
            return EligibilityCondition.Any(Parts(condition, place, "any"));
        }

        if (!condition.TryGetProperty("of", out _))
            throw Wrong(place, Expected);
        CheckNames(condition, place, "at_least", "of");
        return EligibilityCondition.AtLeast(Number(condition, place, "at_least", 1), Parts(condition, place, "of"));
    }

    private EligibilityCondition[] Parts(JsonElement condition, string place, string name) =>
        [.. Items(condition, place, name).Select(part => ConditionAt(part.Item, part.Place))];

    private EligibilityFact Fact(JsonElement condition, string place, string name) =>
        EligibilityFactList.TryParse(Text(condition, place, name), out var fact)
            ? fact
            : throw Wrong($"{place}.{name}", $"a fact is expected: {string.Join(", ", EligibilityFactList.All.Where(f => !f.IsForSuggestionsOnly()).Select(f => f.Code()))}; kim eligibility --facts explains them");

    private int Number(JsonElement owner, string place, string name, int otherwise) =>
        !owner.TryGetProperty(name, out var number) ? otherwise
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value >= 0 ? value
        : throw Wrong($"{place}.{name}", "a whole number from 0 is expected");

    private Source SourceOf(JsonElement owner, string place)
    {
        if (!owner.TryGetProperty("source", out var source) || source.ValueKind != JsonValueKind.Object)
            throw Wrong(place + ".source", "the paper that asks for it is expected, such as {\"code\": \"herne-sv-17\", \"title\": \"…\"}");
        CheckNames(source, place + ".source", "code", "title", "url");
        return new Source(Text(source, place + ".source", "code"), Text(source, place + ".source", "title"), SourceCertainty.Read, source.TryGetProperty("url", out _) ? Text(source, place + ".source", "url") : null);
    }

    private ServiceCode Service(JsonElement owner, string place, string name)
    {
        if (!owner.TryGetProperty(name, out _))
            return default;
        return ServiceCode.TryFrom(Text(owner, place, name), out var service) && _texts.Contains(service.TextCode)
            ? service
            : throw Wrong($"{place}.{name}", $"a service that has a name is expected, such as {ServiceCode.GeneralSocialCounselling}; name others under services");
    }

    private string Text(JsonElement owner, string place, string name) =>
        owner.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } value
            ? value
            : throw Wrong($"{place}.{name}", "a text is expected");

    private IEnumerable<(JsonElement Item, string Place)> Items(JsonElement owner, string place, string name)
    {
        if (!owner.TryGetProperty(name, out var list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
            throw Wrong($"{place}.{name}", "a list is expected");
        return list.EnumerateArray().Select((item, i) => item.ValueKind == JsonValueKind.Object ? (item, $"{place}.{name}[{i}]") : throw Wrong($"{place}.{name}[{i}]", "an object is expected"));
    }

    private void CheckNames(JsonElement owner, string place, params string[] known)
    {
        if (owner.ValueKind != JsonValueKind.Object)
            throw Wrong(place, "an object is expected");
        foreach (var property in owner.EnumerateObject().Where(p => !known.Contains(p.Name)))
            throw Wrong($"{place}.{property.Name}", $"is not known here; there are {string.Join(", ", known)}");
    }

    private WrongInputException Wrong(string place, string right) => new($"{file}: {(place.Length > 0 ? place.TrimStart('.') : "the file")}: {right}.");
}
