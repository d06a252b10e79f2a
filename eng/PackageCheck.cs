// Looks into the packed files: dotnet run eng/PackageCheck.cs -- FOLDER
// Everything that a consumer gets has to be there, and nothing else: files, licence, icon, documentation, symbols, dependencies, references, strong name.
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string strongName = "afb48fd573dadd7d";
var isRelease = Environment.GetEnvironmentVariable("KIM_RELEASE") == "true";
string[] frameworks = ["net10.0", "net8.0", "netstandard2.0"];
string[] onlyTheLibrary = ["KimCaseManagement (this version)"];
var expectedDependencies = new Dictionary<string, Dictionary<string, string[]>>
{
    ["KimCaseManagement"] = new()
    {
        ["net10.0"] = ["FluentValidation 12.2.0", "Microsoft.Extensions.DependencyInjection.Abstractions 10.0.0", "NodaTime 3.3.7", "Stateless 5.20.1"],
        ["net8.0"] = ["FluentValidation 12.2.0", "Microsoft.Extensions.DependencyInjection.Abstractions 8.0.2", "NodaTime 3.3.7", "Stateless 5.20.1"],
        ["netstandard2.0"] = ["FluentValidation 11.11.0", "Microsoft.Extensions.DependencyInjection.Abstractions 8.0.2", "NodaTime 3.3.7", "Stateless 5.20.1", "System.Text.Json 8.0.5"],
    },
    ["KimCaseManagement.Testing"] = frameworks.ToDictionary(f => f, _ => onlyTheLibrary),
};

var faults = new List<string>();
var packages = Directory.GetFiles(args[0], "*.nupkg").Order(StringComparer.Ordinal).ToList();
Check(packages.Count > 0, $"no package in {args[0]}");
foreach (var file in packages)
    Inspect(file);
foreach (var fault in faults)
    Console.WriteLine($"FAULT {fault}");
Console.WriteLine(faults.Count == 0 ? $"{packages.Count} packages as they should be" : $"{faults.Count} faults");
return faults.Count == 0 ? 0 : 1;

void Inspect(string file)
{
    using var package = ZipFile.OpenRead(file);
    var spec = XDocument.Load(package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open()).Root!.Elements().Single();
    string? Value(string name) => spec.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
    var id = Value("id")!;
    var version = Value("version")!;
    var entries = package.Entries.Select(e => e.FullName)
        .Where(e => e != "[Content_Types].xml" && !e.StartsWith("_rels/", StringComparison.Ordinal) && !e.StartsWith("package/", StringComparison.Ordinal))
        .ToHashSet();
    var expected = frameworks.SelectMany(f => new[] { $"lib/{f}/{id}.dll", $"lib/{f}/{id}.xml" }).Concat([$"{id}.nuspec", "README.md", "icon.png"]).ToHashSet();
    if (id == "KimCaseManagement")
        expected.UnionWith(Directory.GetDirectories("src", "KimCaseManagement.Analyzers*").Select(analyzer => $"analyzers/dotnet/cs/{Path.GetFileName(analyzer)}.dll"));
    foreach (var missing in expected.Except(entries))
        Fault($"{missing} is missing");
    foreach (var unexpected in entries.Except(expected))
        Fault($"{unexpected} does not belong there");

    Check(Value("license") == "Apache-2.0", $"{id}: licence is '{Value("license")}'");
    Check(Value("readme") == "README.md", $"{id}: readme is '{Value("readme")}'");
    Check(Value("icon") == "icon.png", $"{id}: icon is '{Value("icon")}'");
    foreach (var name in new[] { "description", "tags", "authors", "copyright" })
        Check(!string.IsNullOrWhiteSpace(Value(name)), $"{id}: {name} is empty");

    var groups = spec.Descendants().Where(e => e.Name.LocalName == "group").ToDictionary(
        g => ShortName((string)g.Attribute("targetFramework")!),
        g => g.Elements().Select(d => (string)d.Attribute("id")! + " " + ((string)d.Attribute("version")! is var v && ((string)d.Attribute("id")!).StartsWith("KimCaseManagement", StringComparison.Ordinal) && v == version ? "(this version)" : v)).Order(StringComparer.Ordinal).ToArray());
    foreach (var framework in frameworks)
    {
        var found = string.Join(", ", groups.GetValueOrDefault(framework, []));
        var wanted = string.Join(", ", expectedDependencies[id][framework]);
        Check(found == wanted, $"{id} on {framework} depends on [{found}], not on [{wanted}]");
    }

    Check(groups.Count == frameworks.Length, $"{id} has {groups.Count} dependency groups");
    if (entries.Contains("README.md"))
    {
        var readme = Text(package.GetEntry("README.md")!);
        Check(readme.Length > 1000, $"{id}: README.md has only {readme.Length} characters");
        // Relative links work in the repository only; a release is built where the public address is known, and has to use it.
        foreach (var link in Regex.Matches(Regex.Replace(readme, "(?s)```.*?```", ""), @"\]\(([^)\s]+)\)").Select(m => m.Groups[1].Value))
            Check(!isRelease || link.Contains("://", StringComparison.Ordinal) || link.StartsWith('#'), $"{id}: README.md links to {link}, which a reader of the package page cannot follow");
    }

    using var symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
    foreach (var framework in frameworks)
    {
        if (package.GetEntry($"lib/{framework}/{id}.dll") is { } library)
            InspectLibrary(library, $"{id} on {framework}", [.. groups.GetValueOrDefault(framework, []), .. id == "KimCaseManagement" ? [] : expectedDependencies["KimCaseManagement"][framework]]);
        if (package.GetEntry($"lib/{framework}/{id}.xml") is { } documentation)
            Check(XDocument.Load(documentation.Open()).Descendants("member").Any(), $"{id} on {framework}: the XML documentation is empty");
        var pdb = symbols.GetEntry($"lib/{framework}/{id}.pdb");
        Check(pdb is not null, $"{id} on {framework} has no symbols");
        if (pdb is not null)
            InspectSymbols(pdb, $"{id} on {framework}");
    }
}

void InspectLibrary(ZipArchiveEntry entry, string what, string[] dependencies)
{
    using var image = new PEReader(new MemoryStream(Bytes(entry)));
    var metadata = image.GetMetadataReader();
    var definition = metadata.GetAssemblyDefinition();
    var name = definition.GetAssemblyName();
    Check(Convert.ToHexStringLower(name.GetPublicKeyToken() ?? []) == strongName, $"{what}: strong name is '{Convert.ToHexStringLower(name.GetPublicKeyToken() ?? [])}'");
    Check(name.Version is { Minor: 0, Build: 0, Revision: 0 }, $"{what}: AssemblyVersion {name.Version} is not major.0.0.0");
    var ids = dependencies.Select(d => d.Split(' ')[0]).ToHashSet();
    foreach (var reference in metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name)))
        Check(reference is "netstandard" or "mscorlib" || reference.StartsWith("System", StringComparison.Ordinal) || ids.Contains(reference), $"{what} refers to {reference}, which neither a dependency nor the library's own brings");
}

void InspectSymbols(ZipArchiveEntry entry, string what)
{
    using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Bytes(entry)));
    var pdb = provider.GetMetadataReader();
    if (Environment.GetEnvironmentVariable("CI") != "true")
        return;
    var ofThisMachine = pdb.Documents.Select(d => pdb.GetString(pdb.GetDocument(d).Name)).FirstOrDefault(path => !path.StartsWith("/_", StringComparison.Ordinal));
    Check(ofThisMachine is null, $"{what}: symbols name paths of this machine, such as {ofThisMachine}");
    // Without a public remote the SDK writes no SourceLink and says nothing; a release is built where there is one.
    if (isRelease)
    {
        var sourceLink = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        Check(pdb.CustomDebugInformation.Any(c => pdb.GetGuid(pdb.GetCustomDebugInformation(c).Kind) == sourceLink), $"{what}: no SourceLink");
    }
}

static byte[] Bytes(ZipArchiveEntry entry)
{
    using var stream = entry.Open();
    using var memory = new MemoryStream();
    stream.CopyTo(memory);
    return memory.ToArray();
}

static string Text(ZipArchiveEntry entry) => Encoding.UTF8.GetString(Bytes(entry));

static string ShortName(string framework) => framework.TrimStart('.').Replace("NETStandard", "netstandard", StringComparison.Ordinal);

void Check(bool holds, string fault)
{
    if (!holds)
        Fault(fault);
}

void Fault(string fault) => faults.Add(fault);
