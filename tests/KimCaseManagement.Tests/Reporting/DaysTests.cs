using CsCheck;
using KimCaseManagement.Reporting;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace KimCaseManagement.Tests.Reporting;

/// <summary>Days are numbered as the calendar counts them, however long ago or far ahead.</summary>
public sealed class DaysTests
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    [Fact]
    public void Every_day_has_the_number_of_days_since_the_first_of_January_1970() =>
        Gen.Int[-4_371_222, 2_932_896].Sample(number => Days.ToNumber(Epoch.PlusDays(number)) == number && Days.ToDate(number) == Epoch.PlusDays(number), iter: 5_000);

    [Fact]
    public void Days_follow_each_other_where_years_leap_years_centuries_and_eras_end()
    {
        foreach (var year in new[] { -9998, -2000, -1600, -801, -800, -799, -401, -400, -399, -101, -100, -99, -5, -4, -3, -1, 0, 1, 3, 4, 5, 99, 100, 101, 399, 400, 401, 1599, 1600, 1899, 1900, 1901, 1969, 1970, 1999, 2000, 2001, 2024, 2099, 2100, 2399, 2400, 9999 })
        {
            for (var day = new LocalDate(year, 2, 27); day.Month <= 3 && day.Day != 3; day = day.PlusDays(1))
                Assert.Equal(Period.DaysBetween(Epoch, day), Days.ToNumber(day));
            foreach (var day in new[] { new LocalDate(year, 1, 1), new LocalDate(year, 12, 31) })
                Assert.Equal(Period.DaysBetween(Epoch, day), Days.ToNumber(day));
        }
    }

    [Fact]
    public void A_day_has_the_same_number_in_every_calendar()
    {
        var day = new LocalDate(2024, 5, 17);
        foreach (var calendar in new[] { CalendarSystem.Julian, CalendarSystem.Coptic, CalendarSystem.PersianSimple, CalendarSystem.UmAlQura, CalendarSystem.HebrewCivil })
            Assert.Equal(19_860, Days.ToNumber(day.WithCalendar(calendar)));
        Assert.Equal(19_860, Days.ToNumber(day));
    }

    [Fact]
    public void A_case_may_be_told_in_another_calendar_than_the_report()
    {
        var day = new LocalDate(2024, 5, 17);
        var facts = new CaseFacts(CaseId.From("c"), PersonKey.From("p"), OfficeCode.From("o"), day.WithCalendar(CalendarSystem.PersianSimple));
        var register = RegisterGen.Register([facts]);
        Assert.Equal((day, day), (register.FirstOpenedOn, register.LastChangedOn));
        Assert.Equal(1, Report.Count(register, new ReportRequest(new ReportingPeriod(day, day.PlusDays(1)))).Total.Opened.Value);
    }
}
