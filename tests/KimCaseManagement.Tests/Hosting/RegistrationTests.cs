using KimCaseManagement.Cases;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace KimCaseManagement.Tests.Hosting;

public sealed class RegistrationTests
{
    private static readonly ClosureReason Own = ClosureReason.From("moved-into-care-home");

    [Fact]
    public void A_container_gives_all_that_a_host_needs()
    {
        using var services = new ServiceCollection()
            .AddKimCaseManagement()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.Same(CasePolicy.Default, services.GetRequiredService<CaseLifecycle>().Policy);
        Assert.Same(TopicTaxonomy.Core, services.GetRequiredService<TopicTaxonomy>());
        Assert.Same(TextCatalogue.BuiltIn, services.GetRequiredService<TextCatalogue>());
        Assert.Same(EligibilityProgramme.KimNrw.Latest, services.GetRequiredService<EligibilityRuleSet>());
        Assert.Same(CasePolicy.Default, services.GetRequiredService<CasePolicy>());
    }

    [Fact]
    public void A_reason_of_the_city_without_a_text_stops_the_host_at_its_start()
    {
        var failure = Assert.Throws<KimConfigurationException>(() =>
            new ServiceCollection().AddKimCaseManagement(options => options.Policy = options.Policy.WithClosureReason(Own)));
        Assert.Equal("'closure-reason.moved-into-care-home' has no German text; add one with TextCatalogue.With(\"closure-reason.moved-into-care-home\", LanguageTag.German, \"…\").", Assert.Single(failure.Problems));
        Assert.Contains(failure.Problems[0], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_of_the_city_with_a_text_is_taken()
    {
        using var services = new ServiceCollection().AddKimCaseManagement(options =>
        {
            options.Policy = options.Policy.WithClosureReason(Own);
            options.Texts = options.Texts.With("closure-reason.moved-into-care-home", LanguageTag.German, "Umzug in ein Pflegeheim");
        }).BuildServiceProvider();
        Assert.Contains(Own, services.GetRequiredService<CaseLifecycle>().Policy.ClosureReasons);
    }

    [Fact]
    public void Every_setting_that_is_missing_is_named()
    {
        var failure = Assert.Throws<KimConfigurationException>(() => new ServiceCollection().AddKimCaseManagement(options =>
        {
            options.Policy = null!;
            options.Texts = null!;
            options.EligibilityRules = null!;
        }));
        Assert.Equal(["Policy", "EligibilityRules", "Texts"], failure.Problems.Select(p => p.Split(' ')[0]));
    }

    [Fact]
    public void Registering_twice_is_refused()
    {
        var services = new ServiceCollection().AddKimCaseManagement();
        Assert.Contains("Call it once", Assert.Throws<InvalidOperationException>(() => services.AddKimCaseManagement()).Message, StringComparison.Ordinal);
    }
}
