using System.Text;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace KimCaseManagement.Cases;

/// <summary>What a person may ask for: everything that is stored about a case, as one document in words (Auskunft, Art. 15 GDPR).</summary>
/// <remarks>It holds what the person has a right to, the residence included, and belongs in nobody else's hands.</remarks>
public static class SubjectAccess
{
    private static readonly InstantPattern At = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'");

    /// <summary>The document in Markdown, in the order in which things were recorded.</summary>
    /// <param name="history">The events of one case.</param>
    /// <param name="catalogue">The words.</param>
    /// <param name="language">The language.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There is no event, or the events are of several cases.</exception>
    public static string Document(IEnumerable<CaseEvent> history, TextCatalogue catalogue, LanguageTag language)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(catalogue);
        var events = history.ToList();
        if (events.Count == 0 || events.Any(e => e.Case != events[0].Case))
            throw new ArgumentException("The events of exactly one case are expected.", nameof(history));
        var state = CaseState.Replay(events);
        string Text(string code) => catalogue.For(code, language).Text;
        var text = new StringBuilder();
        text.Append("# ").Append(Text("subject-access.title").Replace("{case}", state.Id.Value)).Append("\n\n").Append(Text("subject-access.intro")).Append("\n\n");
        text.Append("**").Append(Text("subject-access.now")).Append("**: ").Append(Text("phase." + state.Phase.Code())).Append("\n\n## ").Append(Text("subject-access.history")).Append('\n');
        foreach (var happened in events)
        {
            text.Append("\n- ").Append(LocalDatePattern.Iso.Format(happened.On)).Append(": **").Append(Text("step." + happened.Step.Kind.Code())).Append("** (")
                .Append(Text("subject-access.recorded").Replace("{at}", At.Format(happened.At)).Replace("{by}", happened.By.Value)).Append(")\n");
            foreach (var field in StepShapes.Of(happened.Step.Kind).Fields.Where(f => f != StepField.OnDay))
            {
                if (field.TextIn(happened.Step, CasePolicy.Default, catalogue, language) is { } value)
                    text.Append("  - ").Append(Text("field." + field.Name)).Append(": ").Append(value).Append('\n');
            }

            foreach (var name in happened.Step.OwnData.Names)
                text.Append("  - ").Append(catalogue.Contains("field." + name) ? Text("field." + name) : name).Append(": ").Append(StepField.InWords(happened.Step.OwnData.Find(name)!, catalogue, language, value => value)).Append('\n');
        }

        return text.ToString();
    }
}
