using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Texts;

public sealed class TextCatalogueTests
{
    private static readonly TextCatalogue Catalogue = TextCatalogue.BuiltIn;

    [Fact]
    public void German_and_English_have_the_same_codes() =>
        Assert.Equal(Catalogue.CodesIn(LanguageTag.German), Catalogue.CodesIn(LanguageTag.English));

    [Fact]
    public void No_language_has_a_code_that_German_lacks()
    {
        var german = Catalogue.CodesIn(LanguageTag.German).ToHashSet();
        foreach (var language in Catalogue.Languages)
            Assert.Subset(german, Catalogue.CodesIn(language).ToHashSet());
    }

    [Fact]
    public void A_text_has_the_same_placeholders_in_every_language()
    {
        foreach (var language in Catalogue.Languages)
        {
            foreach (var code in Catalogue.CodesIn(language))
            {
                var expected = TextCatalogue.Placeholders(Catalogue.For(code, LanguageTag.German).Text).Order();
                Assert.Equal((code, string.Join(",", expected)), (code, string.Join(",", TextCatalogue.Placeholders(Catalogue.For(code, language).Text).Order())));
            }
        }
    }

    [Fact]
    public void A_missing_language_falls_back_visibly()
    {
        var text = Catalogue.For("sex.f", LanguageTag.From("xx"));
        Assert.Equal(("female", LanguageTag.English, true), (text.Text, text.Language, text.IsFallback));
    }

    [Fact]
    public void Plain_German_falls_back_to_German()
    {
        var text = Catalogue.For("sex.f", LanguageTag.PlainGerman);
        Assert.Equal(("weiblich", LanguageTag.German, true), (text.Text, text.Language, text.IsFallback));
    }

    [Fact]
    public void An_unknown_code_is_named_with_the_remedy()
    {
        var failure = Assert.Throws<UnknownTextException>(() => Catalogue.For("no-such-code", LanguageTag.German));
        Assert.Contains("'no-such-code'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TextCatalogue.With", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "weiblich seit 09.03.2024, 12 von X")]
    [InlineData("en", "female since 9 March 2024, 12 of X")]
    [InlineData("pl", "female since 2024-03-09, 12 of X")]
    public void Placeholders_are_filled_in_the_manner_of_the_language(string language, string expected)
    {
        var catalogue = Catalogue
            .With("trial", LanguageTag.German, "{who} seit {day}, {n} von {x}")
            .With("trial", LanguageTag.English, "{who} since {day}, {n} of {x}");
        if (language == "pl")
            catalogue = catalogue.With("trial", LanguageTag.From("pl"), "{who} since {day}, {n} of {x}");
        var reason = new Reason("trial", null, ReasonArgument.Term("who", "sex.f"), ReasonArgument.Date("day", new LocalDate(2024, 3, 9)), ReasonArgument.Number("n", 12), ReasonArgument.Text("x", "X"));
        Assert.Equal(expected, catalogue.For(reason, LanguageTag.From(language)).Text);
    }

    [Fact]
    public void In_a_text_from_right_to_left_what_is_inserted_keeps_its_own_direction()
    {
        var arabic = LanguageTag.From("ar");
        var reason = new Reason("trial", null, ReasonArgument.Text("x", "Jobcenter"), ReasonArgument.Date("day", new LocalDate(2024, 3, 9)));
        Assert.Equal(
            "منذ \u20682024-03-09\u2069 في \u2068Jobcenter\u2069",
            Catalogue.With("trial", arabic, "منذ {day} في {x}").For(reason, arabic).Text);
    }
}
