using System.Reflection;
using System.Text.RegularExpressions;
using KimCaseManagement.Residence;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Docs;

/// <summary>No text stands in the catalogue that nothing asks for.</summary>
public sealed partial class UnusedTextTests
{
    [Fact]
    public void Every_text_belongs_to_a_code_of_the_library()
    {
        var known = EnumCodes()
            .Concat(CountryCode.All.Select(c => c.Value))
            .Concat(ResidenceStatuses.All.Select(s => s.Code.Value))
            .Concat(LiteralsOfTheSource())
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains("goals-achieved", known);

        // A code is a path: "eligibility-reason.need-is-complex.met". Each part has to be known, or the whole of it.
        var orphans = TextCatalogue.BuiltIn.CodesIn(LanguageTag.German)
            .Where(code => !known.Contains(code) && !(code.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && (known.Contains(code[(dot + 1)..]) || code[(dot + 1)..].Split('.').All(known.Contains))));
        Assert.Equal("", string.Join(", ", orphans));
    }

    /// <summary>What the companion classes of closed sets answer: Xs.All, each with its code.</summary>
    private static IEnumerable<string> EnumCodes() =>
        from type in typeof(TextCatalogue).Assembly.GetTypes()
        where type is { IsAbstract: true, IsSealed: true }
        let code = type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).FirstOrDefault(m => m.Name == "Code" && m.ReturnType == typeof(string) && m.GetParameters() is [{ ParameterType.IsEnum: true }])
        where code is not null
        from member in Enum.GetValues(code.GetParameters()[0].ParameterType).Cast<object>()
        where Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture) != 0
        select (string)code.Invoke(null, [member])!;

    private static IEnumerable<string> LiteralsOfTheSource() =>
        new[] { "src/KimCaseManagement", "samples/Kim.Cli" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.In(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value));

    [GeneratedRegex("\"([A-Za-z0-9._-]+)\"")]
    private static partial Regex Literal();
}
