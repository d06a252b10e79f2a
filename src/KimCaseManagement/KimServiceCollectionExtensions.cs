using KimCaseManagement.Cases;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using Microsoft.Extensions.DependencyInjection;

namespace KimCaseManagement;

/// <summary>Registers the library with a container. Everything is usable without one, too: <see cref="CaseLifecycle.Standard"/> is where to begin.</summary>
public static class KimServiceCollectionExtensions
{
    /// <summary>
    /// Registers, each as one immutable instance that is safe to use from many threads: <see cref="CaseLifecycle"/>, <see cref="CasePolicy"/>, <see cref="TopicTaxonomy"/>,
    /// <see cref="EligibilityRuleSet"/> and <see cref="TextCatalogue"/>.
    /// </summary>
    /// <remarks>The settings are checked here, so that a city's reason without a text stops the host at its start and not in front of a client. Call it once.</remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets what the city wants otherwise; left out, the defaults stand.</param>
    /// <exception cref="KimConfigurationException">A setting is wrong; the message names each and what would be right.</exception>
    /// <exception cref="InvalidOperationException">The library is registered already.</exception>
    public static IServiceCollection AddKimCaseManagement(this IServiceCollection services, Action<KimOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(CaseLifecycle)))
            throw new InvalidOperationException("AddKimCaseManagement was called twice; the second call would be ignored or contradict the first. Call it once, with all settings.");

        var options = new KimOptions();
        configure?.Invoke(options);
        var problems = options.Problems();
        if (problems.Count > 0)
            throw new KimConfigurationException(problems);

        services.AddSingleton(new CaseLifecycle(options.Policy));
        services.AddSingleton(options.Policy);
        services.AddSingleton(options.Policy.Topics);
        services.AddSingleton(options.EligibilityRules);
        services.AddSingleton(options.Texts);
        return services;
    }
}
