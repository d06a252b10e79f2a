using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KimCaseManagement.Testing;
using KimCaseManagement.Texts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KimCaseManagement.Tests.Docs;

/// <summary>One page for the public API of each room, from the compiled assembly and its doc comments.</summary>
internal static partial class ApiPages
{
    private const string Root = "KimCaseManagement";

    private static readonly SymbolDisplayFormat Signature = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.NameOnly,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    internal static IEnumerable<(string Path, string Text)> All(string folder)
    {
        var packages = new[] { typeof(TextCatalogue), typeof(TestCase) }.Select(type => type.Assembly.Location).ToList();
        var docs = packages.SelectMany(package => XDocument.Load(Path.ChangeExtension(package, ".xml")).Descendants("member")).ToDictionary(m => m.Attribute("name")!.Value);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file)).ToList();
        var compilation = CSharpCompilation.Create("api", references: references);
        var rooms = packages
            .Select(package => (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(references.Single(r => Path.GetFileName(r.FilePath) == Path.GetFileName(package)))!)
            .SelectMany(assembly => TypesIn(assembly.GlobalNamespace))
            .GroupBy(t => t.ContainingNamespace.ToDisplayString())
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Name: g.Key == Root ? "Root" : g.Key[(Root.Length + 1)..], Types: g.OrderBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Arity).ToList()))
            .ToList();
        string Counted(string assembly)
        {
            var types = rooms.SelectMany(r => r.Types).Where(t => t.ContainingAssembly.Name == assembly).ToList();
            return $"{types.Count} public types with {types.Sum(t => MembersOf(t).Count())} documented members";
        }

        yield return (folder + "README.md", new MarkdownWriter("Public API by room")
            .Paragraph($"`{Root}`: {Counted(Root)}. `{Root}.Testing`: {Counted(Root + ".Testing")}. What compilers write for records is not counted. A test finds a public type that no sample, no how-to and neither README nor tutorial uses or names.")
            .Table(["room", "types", "members"], rooms.Select(r => new[] { $"[{r.Name}]({FileName(r.Name)})", $"{r.Types.Count}", $"{r.Types.Sum(t => MembersOf(t).Count())}" }))
            .ToString());
        foreach (var (name, types) in rooms)
            yield return (folder + FileName(name), Page(name, types, docs));
    }

    private static string Page(string room, IReadOnlyList<INamedTypeSymbol> types, Dictionary<string, XElement> docs)
    {
        var page = new MarkdownWriter(room == "Root" ? Root : $"{Root}.{room}");
        foreach (var type in types)
        {
            var comment = docs.GetValueOrDefault(type.GetDocumentationCommentId()!);
            page.Heading(2, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))
                .Paragraph($"*{Kind(type)}.* {Prose(comment?.Element("summary"))}");
            if (comment?.Element("remarks") is { } remarks)
                page.Paragraph(Prose(remarks));
            var rows = MembersOf(type).Select(m => new[] { MarkdownWriter.Code(Display(m)), Meaning(Comment(m.GetDocumentationCommentId()!, docs)) }).ToList();
            if (rows.Count > 0)
                page.Table(["member", "meaning"], rows);
        }

        return page.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol place) =>
        place.GetMembers().SelectMany(member => member switch
        {
            INamespaceSymbol space => TypesIn(space),
            INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type => TypesIn(type).Prepend(type),
            _ => [],
        });

    /// <summary>What somebody wrote: not what the compiler adds to records and enums, and not overrides of what every object has.</summary>
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) => type.GetMembers()
        .Where(m => m.DeclaredAccessibility == Accessibility.Public && m is not INamedTypeSymbol)
        .Where(m => m is not IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion) })
        .Where(m => m is not IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0 })
        .Where(m => m.Name is not ("Equals" or "GetHashCode" or "ToString" or "CompareTo" or "Deconstruct" or "op_Equality" or "op_Inequality" or "op_LessThan" or "op_GreaterThan" or "op_LessThanOrEqual" or "op_GreaterThanOrEqual") && !m.Name.StartsWith('<'))
        .Where(m => type.TypeKind != TypeKind.Enum || m is IFieldSymbol)
        .OrderBy(m => type.TypeKind == TypeKind.Enum ? Convert.ToInt64(((IFieldSymbol)m).ConstantValue, System.Globalization.CultureInfo.InvariantCulture) : 0)
        .ThenBy(m => m.Name, StringComparer.Ordinal)
        .ThenBy(m => m.ToDisplayString(), StringComparer.Ordinal);

    private static string Display(ISymbol member) => member switch
    {
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } field => $"{field.Name} = {field.ConstantValue}",
        IMethodSymbol { MethodKind: MethodKind.Constructor } made => "new " + made.ToDisplayString(Signature).Replace("..ctor", "", StringComparison.Ordinal).Replace(".ctor", made.ContainingType.Name, StringComparison.Ordinal),
        _ => member.ToDisplayString(Signature),
    };

    private static string Kind(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord, type.IsStatic) switch
    {
        (TypeKind.Enum, _, _) => "Closed set",
        (TypeKind.Interface, _, _) => "Interface",
        (TypeKind.Delegate, _, _) => "Function",
        (TypeKind.Struct, _, _) => "Value",
        (_, _, true) => "Functions",
        (_, true, _) => "Record",
        _ => type.IsAbstract ? "Abstract class" : "Class",
    };

    /// <summary>What is written at a member; what it doesn't say itself, the member says from which it inherits.</summary>
    private static XElement? Comment(string? id, Dictionary<string, XElement> docs)
    {
        if (id is null || !docs.TryGetValue(id, out var own) || own.Element("inheritdoc") is not { } inherits)
            return id is null ? null : docs.GetValueOrDefault(id);
        var inherited = Comment(inherits.Attribute("cref")?.Value, docs)?.Elements() ?? [];
        return new XElement(own.Name, own.Elements().Where(e => e != inherits), inherited.Where(e => own.Element(e.Name) is null));
    }

    private static string Meaning(XElement? comment)
    {
        if (comment is null)
            return "";
        var text = new StringBuilder(Prose(comment.Element("summary")));
        foreach (var part in comment.Elements("param").Select(p => $"`{p.Attribute("name")!.Value}`: {Prose(p)}").Concat(Parts(comment, "returns", "Returns: ")).Concat(Parts(comment, "remarks", "")))
            text.Append(' ').Append(part);
        foreach (var error in comment.Elements("exception"))
            text.Append(" *").Append(Reference(error)).Append("*: ").Append(Prose(error));
        return text.ToString().Trim();
    }

    private static IEnumerable<string> Parts(XElement comment, string name, string before) => comment.Elements(name).Select(e => before + Prose(e));

    /// <summary>A doc comment as Markdown on one line; paragraphs become sentences.</summary>
    private static string Prose(XElement? element) => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
        XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value.Trim()}`",
        XElement { Name.LocalName: "see" or "seealso" } see => see.Attribute("href") is { } address ? $"<{address.Value}>" : $"`{Reference(see)}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => $"`{name.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "item" } item => $" · {Prose(item)}",
        XElement other => $" {Prose(other)} ",
        _ => "",
    };

    private static string Reference(XElement element)
    {
        var target = element.Attribute("cref")?.Value ?? element.Attribute("langword")?.Value ?? "";
        var name = target.Split('(')[0].Split(':')[^1];
        return target.StartsWith("T:", StringComparison.Ordinal) || !name.Contains('.', StringComparison.Ordinal) ? name.Split('.')[^1].Split('`')[0] : string.Join('.', name.Split('.')[^2..]).Replace("``1", "", StringComparison.Ordinal);
    }

    private static string FileName(string room) => room.ToLowerInvariant() + ".md";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
