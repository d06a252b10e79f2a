using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;

namespace KimCaseManagement.Tests.Architecture;

/// <summary>What every public type of the library keeps to.</summary>
public sealed class PublicTypeTests
{
    private static readonly Assembly Library = typeof(TextCatalogue).Assembly;

    private static readonly Type[] PublicTypes = Library.GetExportedTypes();

    [Fact]
    public void Every_public_type_is_immutable_or_says_why_not()
    {
        var offenders = PublicTypes
            .Where(type => !type.IsEnum && !type.IsInterface && type.GetCustomAttribute<MutableAttribute>() is null && !typeof(Delegate).IsAssignableFrom(type))
            .SelectMany(type => Offences(type).Select(offence => $"{type.Name}: {offence}"));
        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_public_class_is_sealed_or_static_or_closed_to_others()
    {
        var open = PublicTypes.Where(type => type.IsClass && !type.IsSealed && type
            .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly) && !IsRecordCopyOnly(type));
        Assert.Empty(open.Select(t => t.FullName));
    }

    [Fact]
    public void Every_public_type_and_member_is_documented()
    {
        var documented = XDocument.Load(Path.ChangeExtension(Library.Location, ".xml")).Descendants("member")
            .Where(m => m.Element("summary") is { } summary && (summary.Value.Trim().Length > 0 || summary.HasElements) || m.Element("inheritdoc") is not null)
            .Select(m => m.Attribute("name")!.Value.Split('(')[0])
            .ToHashSet();
        var missing = PublicTypes.Select(t => "T:" + t.FullName!.Replace('+', '.'))
            .Concat(PublicTypes.SelectMany(DeclaredMembers))
            .Where(name => !documented.Contains(name));
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("Stateless", "")]
    [InlineData("FluentValidation", "Validator")]
    [InlineData("Microsoft.Extensions.DependencyInjection", "KimServiceCollectionExtensions")]
    public void A_foreign_type_appears_in_public_signatures_only_in_its_place(string foreign, string placeSuffix)
    {
        var leaks = PublicTypes
            .Where(type => placeSuffix.Length == 0 || !type.Name.EndsWith(placeSuffix, StringComparison.Ordinal))
            .SelectMany(type => SignatureTypes(type).Select(used => (type, used)))
            .Where(pair => pair.used.Namespace is { } space && (space == foreign || space.StartsWith(foreign + ".", StringComparison.Ordinal)))
            .Select(pair => $"{pair.type.FullName} uses {pair.used.FullName}");
        Assert.Empty(leaks);
    }

    private static IEnumerable<string> Offences(Type type)
    {
        if (type.IsValueType && type.GetCustomAttribute<IsReadOnlyAttribute>() is null)
            yield return "a struct that is not readonly";
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (!field.IsInitOnly && !field.IsLiteral)
                yield return $"field {field.Name} can change";
        }

        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public))
        {
            // What a framework base class leaves open (an exception's HelpLink) is not ours.
            if (property.DeclaringType!.Assembly != type.Assembly)
                continue;
            if (property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
                yield return $"property {property.Name} can be set";
        }
    }

    private static bool IsRecordCopyOnly(Type type)
    {
        var reachable = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly);
        return reachable.All(c => c.GetParameters() is [{ } only] && only.ParameterType == type);
    }

    private static IEnumerable<string> DeclaredMembers(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;
        var name = type.FullName!.Replace('+', '.');
        foreach (var property in type.GetProperties(declared).Where(p => !IsWrittenByCompiler(p)))
            yield return $"P:{name}.{property.Name}";
        foreach (var field in type.GetFields(declared).Where(f => !f.IsSpecialName))
            yield return $"F:{name}.{field.Name}";
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            yield break;
        foreach (var method in type.GetMethods(declared).Where(m => !m.IsSpecialName && !IsWrittenByCompiler(m)))
            yield return $"M:{name}.{method.Name}" + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "");
    }

    private static bool IsWrittenByCompiler(MemberInfo member) => member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static IEnumerable<Type> SignatureTypes(Type type)
    {
        const BindingFlags visible = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var direct = new List<Type>();
        if (type.BaseType is { } parent)
            direct.Add(parent);
        direct.AddRange(type.GetInterfaces());
        foreach (var method in type.GetMethods(visible).Cast<MethodBase>().Concat(type.GetConstructors(visible)).Where(m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly))
        {
            direct.AddRange(method.GetParameters().Select(p => p.ParameterType));
            if (method is MethodInfo { ReturnType: { } returned })
                direct.Add(returned);
        }

        direct.AddRange(type.GetFields(visible).Where(f => f.IsPublic || f.IsFamily).Select(f => f.FieldType));
        return direct.SelectMany(WithArguments).Distinct();
    }

    private static IEnumerable<Type> WithArguments(Type type) =>
        type.HasElementType ? WithArguments(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(WithArguments).Append(type.GetGenericTypeDefinition())
        : [type];
}
