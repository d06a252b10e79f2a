using System.Globalization;

namespace CsCheck;

/// <summary>What the tests use of CsCheck, for .NET Framework, for which CsCheck has no assembly: the same names, the same seed every time, and no shrinking.</summary>
/// <remarks>A law is tried here on other values than under CsCheck. Where one breaks, the message names the try; <c>KIM_SEED</c> gives other values.</remarks>
internal abstract class Gen<T>
{
    internal Lengths<T[]> Array => new((least, most) => Gen.From(random => Many(random, least, most).ToArray()));

    internal Lengths<List<T>> List => new((least, most) => Gen.From(random => Many(random, least, most).ToList()));

    internal abstract T Generate(Random random);

    private IEnumerable<T> Many(Random random, int least, int most)
    {
        for (var left = random.Next(least, most + 1); left > 0; left--)
            yield return Generate(random);
    }
}

/// <summary>How many values a list has: exactly so many, or between two numbers, both included.</summary>
internal sealed class Lengths<TMany>(Func<int, int, Gen<TMany>> make)
{
    internal Gen<TMany> this[int length] => make(length, length);

    internal Gen<TMany> this[int least, int most] => make(least, most);
}

/// <summary>Values of a simple type: any, or between two, both included.</summary>
internal sealed class Range<T>(Func<Random, T> any, Func<Random, T, T, T> between) : Gen<T>
{
    internal Gen<T> this[T least, T most] => Gen.From(random => between(random, least, most));

    internal override T Generate(Random random) => any(random);
}

/// <summary>The generators.</summary>
internal static class Gen
{
    private static readonly int[] Telling = [0, 1, -1, int.MaxValue, int.MinValue];

    internal static Range<int> Int { get; } = new(
        random => random.Next(8) == 0 ? Telling[random.Next(Telling.Length)] : random.Next(int.MinValue, int.MaxValue),
        (random, least, most) => (int)(least + (long)(random.NextDouble() * ((long)most - least + 1))));

    internal static Range<double> Double { get; } = new(random => (random.NextDouble() - 0.5) * 2e9, (random, least, most) => least + (random.NextDouble() * (most - least)));

    internal static Range<char> Char { get; } = new(random => (char)random.Next(char.MaxValue + 1), (random, least, most) => (char)random.Next(least, most + 1));

    internal static Gen<bool> Bool { get; } = From(random => random.Next(2) == 0);

    internal static Gen<string> String { get; } = From(random => new string(Char.Array[0, 100].Generate(random)));

    internal static Gen<T> Const<T>(T value) => From(_ => value);

    internal static Gen<T> OneOf<T>(params Gen<T>[] choices) => From(random => choices[random.Next(choices.Length)].Generate(random));

    internal static Gen<T> Frequency<T>(params (int Weight, Gen<T> Gen)[] choices) => OneOf([.. choices.SelectMany(c => Enumerable.Repeat(c.Gen, c.Weight))]);

    /// <summary>Some of the values in any order, none twice.</summary>
    internal static Gen<T[]> Shuffle<T>(T[] values, int least, int most) => From(random =>
    {
        var left = values.ToList();
        var drawn = new T[random.Next(least, most + 1)];
        for (var i = 0; i < drawn.Length; i++)
        {
            var place = random.Next(left.Count);
            drawn[i] = left[place];
            left.RemoveAt(place);
        }

        return drawn;
    });

    internal static Gen<T[]> Shuffle<T>(T[] values) => Shuffle(values, values.Length, values.Length);

    internal static Gen<(T1, T2)> Select<T1, T2>(Gen<T1> first, Gen<T2> second) => From(random => (first.Generate(random), second.Generate(random)));

    internal static Gen<(T1, T2, T3)> Select<T1, T2, T3>(Gen<T1> first, Gen<T2> second, Gen<T3> third) =>
        From(random => (first.Generate(random), second.Generate(random), third.Generate(random)));

    internal static Gen<(T1, T2, T3, T4)> Select<T1, T2, T3, T4>(Gen<T1> first, Gen<T2> second, Gen<T3> third, Gen<T4> fourth) =>
        From(random => (first.Generate(random), second.Generate(random), third.Generate(random), fourth.Generate(random)));

    internal static Gen<(T1, T2, T3, T4, T5)> Select<T1, T2, T3, T4, T5>(Gen<T1> first, Gen<T2> second, Gen<T3> third, Gen<T4> fourth, Gen<T5> fifth) =>
        From(random => (first.Generate(random), second.Generate(random), third.Generate(random), fourth.Generate(random), fifth.Generate(random)));

    internal static Gen<TResult> Select<T1, T2, TResult>(Gen<T1> first, Gen<T2> second, Func<T1, T2, TResult> make) => Select(first, second).Select(make);

    internal static Gen<TResult> Select<T1, T2, T3, TResult>(Gen<T1> first, Gen<T2> second, Gen<T3> third, Func<T1, T2, T3, TResult> make) => Select(first, second, third).Select(make);

    internal static Gen<TResult> Select<T1, T2, T3, T4, TResult>(Gen<T1> first, Gen<T2> second, Gen<T3> third, Gen<T4> fourth, Func<T1, T2, T3, T4, TResult> make) =>
        Select(first, second, third, fourth).Select(make);

    internal static Gen<T> From<T>(Func<Random, T> generate) => new Made<T>(generate);

    private sealed class Made<T>(Func<Random, T> generate) : Gen<T>
    {
        internal override T Generate(Random random) => generate(random);
    }
}

/// <summary>Generators made of generators, and laws tried on what they make.</summary>
internal static class GenExtensions
{
    private const int Tries = 100;

    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("KIM_SEED") ?? "20240610", CultureInfo.InvariantCulture);

    internal static Gen<TResult> Select<T, TResult>(this Gen<T> gen, Func<T, TResult> make) => Gen.From(random => make(gen.Generate(random)));

    internal static Gen<TResult> Select<T1, T2, TResult>(this Gen<(T1, T2)> gen, Func<T1, T2, TResult> make) => gen.Select(v => make(v.Item1, v.Item2));

    internal static Gen<TResult> Select<T1, T2, T3, TResult>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, TResult> make) => gen.Select(v => make(v.Item1, v.Item2, v.Item3));

    internal static Gen<TResult> Select<T1, T2, T3, T4, TResult>(this Gen<(T1, T2, T3, T4)> gen, Func<T1, T2, T3, T4, TResult> make) =>
        gen.Select(v => make(v.Item1, v.Item2, v.Item3, v.Item4));

    internal static Gen<TResult> Select<T1, T2, TResult>(this Gen<T1> first, Gen<T2> second, Func<T1, T2, TResult> make) => Gen.Select(first, second, make);

    internal static Gen<TResult> SelectMany<T, TResult>(this Gen<T> gen, Func<T, Gen<TResult>> then) => Gen.From(random => then(gen.Generate(random)).Generate(random));

    internal static Gen<TResult> SelectMany<T1, T2, TResult>(this Gen<T1> gen, Func<T1, Gen<T2>> then, Func<T1, T2, TResult> make) => Gen.From(random =>
    {
        var first = gen.Generate(random);
        return make(first, then(first).Generate(random));
    });

    internal static Gen<T> Where<T>(this Gen<T> gen, Func<T, bool> holds) => Gen.From(random =>
    {
        for (var i = 0; i < 10_000; i++)
        {
            if (gen.Generate(random) is var value && holds(value))
                return value;
        }

        throw new InvalidOperationException("The condition holds for none of 10,000 values.");
    });

    internal static void Sample<T>(this Gen<T> gen, Action<T> law, long iter = Tries)
    {
        for (long i = 0; i < iter; i++)
        {
            try
            {
                law(gen.Generate(new Random(unchecked((Seed * 486187739) + (int)i))));
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"The law breaks at try {i} of {iter}, KIM_SEED={Seed}: {broken.Message}", broken);
            }
        }
    }

    internal static void Sample<T>(this Gen<T> gen, Func<T, bool> law, long iter = Tries) => gen.Sample(value => Holds(law(value), value), iter);

    internal static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> law, long iter = Tries) => gen.Sample(v => law(v.Item1, v.Item2), iter);

    internal static void Sample<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> law, long iter = Tries) => gen.Sample(v => Holds(law(v.Item1, v.Item2), v), iter);

    internal static void Sample<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> gen, Action<T1, T2, T3, T4, T5> law, long iter = Tries) =>
        gen.Sample(v => law(v.Item1, v.Item2, v.Item3, v.Item4, v.Item5), iter);

    internal static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> law, long iter = Tries) => gen.Sample(v => law(v.Item1, v.Item2, v.Item3), iter);

    internal static void Sample<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Func<T1, T2, T3, bool> law, long iter = Tries) => gen.Sample(v => Holds(law(v.Item1, v.Item2, v.Item3), v), iter);

    internal static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> law, long iter = Tries) =>
        gen.Sample(v => law(v.Item1, v.Item2, v.Item3, v.Item4), iter);

    internal static void Sample<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Func<T1, T2, T3, T4, bool> law, long iter = Tries) =>
        gen.Sample(v => Holds(law(v.Item1, v.Item2, v.Item3, v.Item4), v), iter);

    private static void Holds<T>(bool holds, T value)
    {
        if (!holds)
            throw new InvalidOperationException($"it doesn't hold for {value}");
    }
}
