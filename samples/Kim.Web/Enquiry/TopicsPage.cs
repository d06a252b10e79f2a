using Kim.Web.Words;
using KimCaseManagement.Topics;
using Microsoft.AspNetCore.Mvc;

namespace Kim.Web.Enquiry;

/// <summary>What a search in own words found, and what was chosen before.</summary>
internal sealed record FoundTopics(IReadOnlyList<Topic> Chosen, IReadOnlyList<Topic> Matches, bool IsSearched)
{
    private const int MostMatches = 8;

    internal static FoundTopics In(TopicTaxonomy taxonomy, EnquiryForm form)
    {
        var chosen = form.KnownTopics(taxonomy);
        var words = form.Words?.Trim() ?? "";
        var matches = words.Length == 0 ? [] : taxonomy.Search(words, MostMatches).Select(match => match.Topic).Where(topic => !topic.IsHidden && !chosen.Contains(topic));
        return new FoundTopics(chosen, [.. matches], words.Length > 0);
    }
}

/// <summary>The first page: what it is about, in own words.</summary>
internal sealed class TopicsPage(Speech say, TopicTaxonomy taxonomy) : EnquiryPage(say)
{
    public FoundTopics Found => FoundTopics.In(taxonomy, Form);

    /// <summary>A search without JavaScript.</summary>
    public IActionResult OnPost() => Page();

    /// <summary>The same search as one types: the part of the page that the script replaces.</summary>
    public IActionResult OnPostFound() => Partial("_Found", Found);
}
