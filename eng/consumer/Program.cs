using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;

var topic = TopicTaxonomy.Core.Find(TopicCode.From("RES-PASS"))!;
Console.WriteLine(topic.Label(LanguageTag.English));
