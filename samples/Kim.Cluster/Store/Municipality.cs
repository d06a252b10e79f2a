using KimCaseManagement.Vocabulary;

namespace Kim.Cluster.Store;

/// <summary>County or city (Kreis, kreisfreie Stadt): the shard of facts and reminders.</summary>
/// <remarks>Here it is the part of the office's code before the first hyphen: <c>m07-office-3</c> belongs to <c>m07</c>. An installation has a table instead.</remarks>
internal static class Municipality
{
    internal static string Of(OfficeCode office) => office.Value.Split('-')[0];
}
