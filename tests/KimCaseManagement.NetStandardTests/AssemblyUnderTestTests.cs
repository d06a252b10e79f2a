using System.Reflection;
using System.Runtime.Versioning;
using KimCaseManagement.Texts;

namespace KimCaseManagement.Tests;

/// <summary>That these tests test what their name says.</summary>
public sealed class AssemblyUnderTestTests
{
    [Fact]
    public void The_library_is_the_one_for_netstandard() =>
        Assert.Equal(".NETStandard,Version=v2.0", typeof(TextCatalogue).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName);

#if NETFRAMEWORK
    [Fact]
    public void The_runtime_is_the_one_of_NET_Framework() => Assert.Matches(@"^(Mono|\.NET Framework) ", System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);

#endif
    [Fact]
    public void FluentValidation_is_the_one_that_such_hosts_get() =>
        Assert.Equal(11, Assembly.Load("FluentValidation").GetName().Version!.Major);
}
