using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

// One walk through every room, as native code: what fails here was lost in trimming.
var topic = TopicTaxonomy.Core.Find(TopicCode.From("RES-PASS"))!;
Console.WriteLine(topic.Label(LanguageTag.German));
Console.WriteLine(TextCatalogue.BuiltIn.For("country.ER", LanguageTag.English));
