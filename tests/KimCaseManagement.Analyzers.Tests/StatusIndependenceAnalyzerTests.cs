using Microsoft.CodeAnalysis;

namespace KimCaseManagement.Analyzers.Tests;

public sealed class StatusIndependenceAnalyzerTests
{
    private const string Person = """
        public sealed class Person
        {
            public ResidenceStatusCode Paper { get; set; }
            public string Duldung { get; set; } = "";
            [StatusData] public int Karte { get; set; }
            public bool LivesHere { get; set; }
            public int Problems { get; set; }
        }
        """;

    [Fact]
    public async Task A_rule_that_reads_a_status_is_named_with_the_way_in()
    {
        var found = Assert.Single(await Compiled.Report(Person + """
            public static class TownRules
            {
                public static Person Current = new Person();
                private static bool IsStable() => Current.Paper.Value == "NE";
                public static void Add(List<EligibilityRule> rules) =>
                    rules.Add(new EligibilityRule("stable-stay", EligibilityCondition.Where(f => f.Is(EligibilityFact.SeveralBodies) && IsStable(), EligibilityFact.SeveralBodies), Sources.OwnDesign, EligibilityOffer.ShortCounselling));
            }
            """));
        Assert.Equal(("KIM001", DiagnosticSeverity.Error), (found.Id, found.Severity));
        var message = found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("'stable-stay'", message, StringComparison.Ordinal);
        Assert.Contains("stable-stay → TownRules.IsStable → ", message, StringComparison.Ordinal);
        Assert.Equal("IsStable()", found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
    }

    [Fact]
    public async Task The_same_rule_without_the_status_is_silent() =>
        Assert.Empty(await Compiled.Report(Person + """
            public static class TownRules
            {
                private static bool IsBusy(EligibilityFacts f) => f.Number(EligibilityFact.ProblemAreas) > 4;
                public static void Add(List<EligibilityRule> rules) =>
                    rules.Add(new EligibilityRule("busy", EligibilityCondition.Where(f => f.Is(EligibilityFact.SeveralBodies) && IsBusy(f), EligibilityFact.SeveralBodies, EligibilityFact.ProblemAreas), Sources.OwnDesign, EligibilityOffer.ShortCounselling));
                public static string Statistics(Person p) => p.Paper.Value + p.Duldung + p.Karte;
            }
            """));

    [Theory]
    [InlineData("p.Paper.Value == \"NE\"", "KIM001", "Person.Paper")]
    [InlineData("p.Karte > 0", "KIM002", "Person.Karte")]
    [InlineData("p.Duldung.Length > 0", "KIM003", "Person.Duldung")]
    [InlineData("Is(p.Paper)", "KIM001", "Is")]
    public async Task A_mapping_that_reads_it_is_reported_too(string expression, string id, string what)
    {
        var all = await Compiled.Report(Person + $$"""
            public static class Mapping
            {
                private static bool Is(object paper) => paper != null;
                public static EligibilityFacts ToFacts(Person p) => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, p.LivesHere).With(EligibilityFact.ImmigrationHistory, {{expression}});
            }
            """);
        Assert.NotEmpty(all);
        Assert.All(all, d => Assert.Equal(id, d.Id));
        Assert.Contains("Mapping.ToFacts", all[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (what != "Is")
            Assert.Contains(all, d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains($"'{what}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("static bool Look(Person p) => p.Karte == 1;", "Look(p)", "a method")]
    [InlineData("static bool Look(Person p) { return Deeper(p); } static bool Deeper(Person p) => p.Karte == 1;", "Look(p)", "two methods")]
    [InlineData("static bool Seen => new Person().Karte == 1;", "Seen", "a property")]
    [InlineData("static bool Seen { get { return new Person().Karte == 1; } }", "Seen", "an accessor")]
    [InlineData("static readonly bool Seen = new Person().Karte == 1;", "Seen", "a field")]
    [InlineData("static bool Seen { get; } = new Person().Karte == 1;", "Seen", "an initialised property")]
    [InlineData("interface ILook { bool Look(Person p); } sealed class Looker : ILook { public bool Look(Person p) => p.Karte == 1; } static ILook looker = new Looker();", "looker.Look(p)", "an interface")]
    [InlineData("abstract class Look { public abstract bool At(Person p); } sealed class Looker : Look { public override bool At(Person p) => p.Karte == 1; } static Look Make() => null!;", "Make().At(p)", "an override")]
    [InlineData("sealed class Seen { public bool Yes; public Seen(Person p) { Yes = p.Karte == 1; } }", "new Seen(p).Yes", "a constructor")]
    [InlineData("static bool Look(Person p) => Twice(p) ; static bool Twice(Person p) => Look(p) || p.Karte == 1;", "Look(p)", "a cycle")]
    [InlineData("static bool Any(Person p, Func<Person, bool> f) => f(p); static bool Look(Person p) => p.Karte == 1;", "Any(p, Look)", "a method group")]
    [InlineData("sealed class Box { public bool Yes; public static implicit operator Box(Person p) => new Box { Yes = p.Karte == 1 }; }", "((Box)p).Yes", "a conversion")]
    public async Task It_is_found_through(string members, string expression, string through)
    {
        var found = await Compiled.Report(Person, $$"""
            public static class Mapping
            {
                {{members}}
                public static EligibilityFacts ToFacts(Person p) => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, {{expression}});
            }
            """);
        Assert.True(found.Count == 1 && found[0].Id == "KIM002", $"{through}: {string.Join("; ", found)}");
    }

    [Fact]
    public async Task A_status_that_a_lambda_captures_is_found()
    {
        var found = Assert.Single(await Compiled.Report(Person, """
            public static class TownRules
            {
                public static object Make(Person p)
                {
                    var stable = p.Karte == 1;
                    return EligibilityCondition.Where(f => stable, EligibilityFact.SeveralBodies);
                }
            }
            """));
        Assert.Contains("TownRules.Make → stable → Person.Karte", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_given_as_a_lambda_is_found() =>
        Assert.Equal("KIM002", Assert.Single(await Compiled.Report(Person, """
            public static class Host
            {
                public static void Run(Func<Person, EligibilityFacts> map) { }
                public static void Main2() => Run(p => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, p.Karte == 1));
            }
            """)).Id);

    [Fact]
    public async Task What_is_marked_status_blind_is_held_to_the_same() =>
        Assert.Equal("KIM002", Assert.Single(await Compiled.Report(Person, """
            public static class WaitingList
            {
                [StatusBlind] public static int Rank(Person p) => p.Problems + p.Karte;
                public static int Other(Person p) => p.Karte;
            }
            """)).Id);

    [Fact]
    public async Task Rules_chosen_by_status_are_found() =>
        Assert.Contains(await Compiled.Report(Person, """
            public static class Host
            {
                public static EligibilityRuleSet RulesFor(Person p, EligibilityRuleSet strict, EligibilityRuleSet lax) => p.Karte == 1 ? strict : lax;
            }
            """), d => d.Id == "KIM002");

    [Theory]
    [InlineData("LastNationality", true)]
    [InlineData("Staatsangehoerigkeit", true)]
    [InlineData("Staatsangehörigkeit", true)]
    [InlineData("AufenthaltsstatusCode", true)]
    [InlineData("Sex", true)]
    [InlineData("ClientSex", true)]
    [InlineData("Geschlecht", true)]
    [InlineData("Essex", false)]
    [InlineData("PlaceOfResidence", false)]
    [InlineData("CaseStatus", false)]
    [InlineData("Aufenthaltsort", false)]
    public async Task Names_are_recognised_by_a_list(string name, bool expected)
    {
        var found = await Compiled.Report($$"""
            public sealed class Client { public bool {{name}} { get; set; } }
            public static class Mapping
            {
                public static EligibilityFacts ToFacts(Client c) => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, c.{{name}});
            }
            """);
        Assert.Equal(expected ? ["KIM003"] : [], found.Select(d => d.Id));
    }

    [Fact]
    public async Task The_list_of_names_is_configurable()
    {
        var compilation = Compiled.Compilation("""
            public sealed class Client { public bool Kennzeichen { get; set; } public bool Religion { get; set; } }
            public static class Mapping
            {
                public static EligibilityFacts ToFacts(Client c) => EligibilityFacts.None.With(EligibilityFact.MunicipalLink, c.Kennzeichen).With(EligibilityFact.WantsWork, c.Religion);
            }
            """);
        async Task<string> Reported(Dictionary<string, string>? settings, string? file) =>
            string.Join(" ", (await Compiled.Report(compilation, settings, file)).Select(d => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)));
        Assert.Equal("c.Religion", await Reported(null, null));
        Assert.Equal("c.Kennzeichen c.Religion", await Reported(new() { ["kim_status_names"] = "kennzeichen" }, null));
        Assert.Equal("", await Reported(new() { ["kim_status_names_excluded"] = "Religion" }, null));
        Assert.Equal("c.Kennzeichen", await Reported(null, "# our own\nKennzeichen\n-Religion\n"));
    }

    [Fact]
    public async Task A_compilation_without_the_library_is_left_alone() =>
        Assert.Empty(await Compiled.Report("public sealed class Alone { public string Duldung = \"\"; }"));

    [Theory]
    [InlineData("KIM001")]
    [InlineData("KIM002")]
    [InlineData("KIM003")]
    public async Task The_example_of_the_page_is_reported_as_it_says(string id)
    {
        var example = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "KimCaseManagement.Analyzers.Tests", "Examples", id + ".cs"));
        var found = await Compiled.Report(Compiled.Plain(example));
        Assert.Contains(found, d => example.Contains($"// error {d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}\n", StringComparison.Ordinal));
        Assert.All(found, d => Assert.Equal(id, d.Id));
    }

    [Fact]
    public void Every_diagnostic_has_a_page()
    {
        var docs = Path.Combine(Repository.Root, "docs", "reference", "analyzers");
        foreach (var descriptor in new StatusIndependenceAnalyzer().SupportedDiagnostics)
        {
            Assert.True(File.Exists(Path.Combine(docs, descriptor.Id + ".md")), $"{descriptor.Id} has no page.");
            Assert.True(File.Exists(Path.Combine(Repository.Root, descriptor.HelpLinkUri)), descriptor.HelpLinkUri);
        }
    }
}
