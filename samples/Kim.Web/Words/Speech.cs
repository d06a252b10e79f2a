using System.Globalization;
using System.Text;
using KimCaseManagement.Texts;
using KimCaseManagement.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Kim.Web.Words;

/// <summary>How the application speaks in one request: its own words and those of the library, days and numbers, in one language.</summary>
internal sealed class Speech(TextCatalogue texts, IHttpContextAccessor accessor)
{
    /// <summary>The cookie that keeps the language of the interface.</summary>
    internal const string Cookie = "kim-language";

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly LocalDatePattern GermanDay = LocalDatePattern.CreateWithInvariantCulture("dd.MM.yyyy");
    private static readonly LocalDatePattern EnglishDay = LocalDatePattern.CreateWithInvariantCulture("d MMM yyyy");
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly NumberFormatInfo German = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    /// <summary>The languages of the interface for staff.</summary>
    internal static IReadOnlyList<LanguageTag> OfStaff { get; } = [LanguageTag.German, LanguageTag.English];

    /// <summary>The language: for staff the one chosen, else the browser's, else German; for clients the page sets it.</summary>
    internal LanguageTag Language
    {
        get => field.IsDefault ? field = Chosen() : field;
        set;
    }

    /// <summary>Whether days and numbers are written as in Germany.</summary>
    internal bool IsGerman => Language == LanguageTag.German || Language == LanguageTag.PlainGerman;

    /// <summary>The direction of writing, for <c>dir</c>.</summary>
    internal string Direction => Language.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>The text of a code.</summary>
    internal string this[string code] => texts.For(code, Language).Text;

    /// <summary>The text of a code with its placeholders filled, given as name, value, name, value …</summary>
    internal string this[string code, params object[] arguments]
    {
        get
        {
            var text = new StringBuilder(this[code]);
            for (var i = 0; i < arguments.Length; i += 2)
                text.Replace($"{{{arguments[i]}}}", arguments[i + 1] is long or int ? Number(Convert.ToInt64(arguments[i + 1], CultureInfo.InvariantCulture)) : arguments[i + 1].ToString());
            return text.ToString();
        }
    }

    /// <summary>The text of a code of a set, such as a phase; empty for an empty code.</summary>
    internal string Of(string set, string? code) => string.IsNullOrEmpty(code) ? "" : this[$"{set}.{code}"];

    /// <summary>Several words in a row, with the comma of the script.</summary>
    internal string List(IEnumerable<string> words) => string.Join(Language.IsRightToLeft ? "، " : ", ", words);

    internal string Day(LocalDate day) => (IsGerman ? GermanDay : EnglishDay).Format(day);

    internal string Day(LocalDate? day) => day is { } known ? Day(known) : "–";

    internal string Time(Instant at) => Day(at.InZone(Berlin).Date) + ", " + Clock.Format(at.InZone(Berlin).TimeOfDay);

    internal string Number(long number) => number.ToString("N0", IsGerman ? German : NumberFormatInfo.InvariantInfo);

    /// <summary>The name of a language in that language itself.</summary>
    internal static string OwnName(LanguageTag language, TextCatalogue texts) => texts.For("language." + language.Value, language).Text;

    private LanguageTag Chosen()
    {
        var request = accessor.HttpContext!.Request;
        if (OfStaff.FirstOrDefault(l => l.Value == request.Cookies[Cookie]) is { IsDefault: false } chosen)
            return chosen;
        var wished = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value ?? "");
        return wished.Select(w => OfStaff.FirstOrDefault(l => w.StartsWith(l.Value, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(l => !l.IsDefault) is { IsDefault: false } known ? known : LanguageTag.German;
    }
}
