namespace KimCaseManagement.Eligibility;

/// <summary>Put on a host's own fields, properties, parameters, methods or types that hold what decisions on help must not read (Statusdaten): residence status, nationality, length of stay, sex, religion.</summary>
/// <remarks>The analyzer of this package reports every eligibility rule, and every mapping to <see cref="EligibilityFacts"/>, that reaches what is marked, directly or through calls in the same compilation (KIM002). It does nothing at run time.</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface, Inherited = true)]
public sealed class StatusDataAttribute : Attribute;

/// <summary>Put on a host's own method or type that must not read status data either (statusblind), such as the order of a waiting list.</summary>
/// <remarks>The analyzer of this package holds it to the same as an eligibility rule (KIM001 to KIM003). It does nothing at run time.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class StatusBlindAttribute : Attribute;
