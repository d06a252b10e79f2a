using System.Diagnostics;
using System.IO.Compression;

namespace KimCaseManagement.Analyzers.Tests;

/// <summary>What a host gets: the packed package in a fresh project with a package folder of its own.</summary>
public sealed class PackedPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kim-packed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_rule_that_reads_a_status_fails_the_build_and_the_same_rule_without_it_builds()
    {
        var feed = Path.Combine(_folder, "feed");
        var (packed, packing) = await Dotnet(Repository.Root, "pack", "src/KimCaseManagement", "-o", feed, "-p:PackageVersion=0.1.0-packed", "-p:WarningsNotAsErrors=RS0016%3BRS0017");
        Assert.True(packed == 0, packing);
        var package = Assert.Single(Directory.GetFiles(feed, "*.nupkg"));
        using (var zip = ZipFile.OpenRead(package))
        {
            Assert.Contains(zip.Entries, e => e.FullName == "analyzers/dotnet/cs/KimCaseManagement.Analyzers.dll");
            Assert.Contains(zip.Entries, e => e.FullName == "analyzers/dotnet/cs/KimCaseManagement.Analyzers.CodeFixes.dll");
            using var nuspec = new StreamReader(zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
            Assert.DoesNotContain("CodeAnalysis", await nuspec.ReadToEndAsync(), StringComparison.Ordinal);
        }

        var host = Path.Combine(_folder, "host");
        Directory.CreateDirectory(host);
        await File.WriteAllTextAsync(Path.Combine(_folder, "Directory.Build.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(_folder, "Directory.Packages.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(host, "Host.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RestorePackagesPath>{_folder}/packages</RestorePackagesPath>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="KimCaseManagement" Version="0.1.0-packed" /></ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(host, "Rules.cs"), Rules("f.Is(EligibilityFact.SeveralBodies) && person.Paper.Value == \"NE\""));
        var (failed, output) = await Dotnet(host, "build");
        Assert.NotEqual(0, failed);
        Assert.True(output.Contains("error KIM001: 'stable-stay' decides on help and reaches residence data in 'Person.Paper', by this way: stable-stay → Person.Paper", StringComparison.Ordinal), output);

        await File.WriteAllTextAsync(Path.Combine(host, "Rules.cs"), Rules("f.Is(EligibilityFact.SeveralBodies)"));
        var (built, log) = await Dotnet(host, "build");
        Assert.True(built == 0, log);
    }

    private static string Rules(string condition) => $$"""
        using KimCaseManagement.Eligibility;
        using KimCaseManagement.Residence;
        using KimCaseManagement.Vocabulary;

        public sealed class Person
        {
            public ResidenceStatusCode Paper { get; set; }
        }

        public static class TownRules
        {
            public static EligibilityRule Of(Person person) => new EligibilityRule(
                "stable-stay",
                EligibilityCondition.Where(f => {{condition}}, EligibilityFact.SeveralBodies),
                Sources.OwnDesign,
                EligibilityOffer.ShortCounselling);
        }
        """;

    private static async Task<(int Code, string Output)> Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Append("-nodeReuse:false"))
            start.ArgumentList.Add(argument);
        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
