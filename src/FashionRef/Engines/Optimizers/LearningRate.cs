using System.Numerics;
using System.Text.Json;
using FashionRef.Engines.Functions;

namespace FashionRef.Engines.Optimizers;

/// <summary>A learning rate: a number, or one of Keras' schedules. All arithmetic is in the type of the weights, as Keras' is.</summary>
/// <param name="Initial">The number, or what the schedule starts from.</param>
/// <param name="Schedule">The schedule's class, for example <c>CosineDecay</c>; null for a number.</param>
public sealed record LearningRate(double Initial, string? Schedule = null)
{
    private static readonly string[] Schedules =
        ["ExponentialDecay", "InverseTimeDecay", "PiecewiseConstantDecay", "PolynomialDecay", "CosineDecay", "CosineDecayRestarts"];

    private static readonly Dictionary<string, RangedNumber> Ranges = new()
    {
        ["initial_learning_rate"] = RangedNumber.FromZero,
        ["decay_steps"] = RangedNumber.Positive,
        ["first_decay_steps"] = RangedNumber.Positive,
        ["decay_rate"] = RangedNumber.FromZero,
        ["end_learning_rate"] = RangedNumber.FromZero,
        ["power"] = RangedNumber.FromZero,
        ["alpha"] = RangedNumber.Share,
        ["warmup_target"] = RangedNumber.FromZero,
        ["warmup_steps"] = RangedNumber.FromZero,
        ["t_mul"] = RangedNumber.Positive,
        ["m_mul"] = RangedNumber.FromZero,
    };

    private Dictionary<string, double> Settings { get; init; } = [];

    private double[] Boundaries { get; init; } = [];

    private double[] Values { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(LearningRate? other) => other is not null && Initial == other.Initial && Schedule == other.Schedule
        && Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).SequenceEqual(other.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        && Boundaries.SequenceEqual(other.Boundaries) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Initial, Schedule);

    /// <summary>The learning rate of a configuration.</summary>
    /// <param name="json">A number, or a schedule's class and settings.</param>
    /// <exception cref="FashionRefException">It is neither (bad request).</exception>
    public static LearningRate Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Number)
        {
            return new LearningRate(RangedNumber.Positive.Require("The learning rate", json.GetDouble()));
        }

        string? name = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("class_name", out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
        if (name is null || !Schedules.Contains(name) || !json.TryGetProperty("config", out JsonElement config) || config.ValueKind != JsonValueKind.Object)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"The learning rate is '{OutsideText.Line(name ?? json.GetRawText())}'. Legal are a number and the schedules {string.Join(", ", Schedules)}.");
        }

        (double[] boundaries, double[] values) = (Numbers(config, "boundaries"), Numbers(config, "values"));
        if (name == "PiecewiseConstantDecay" && values.Length != boundaries.Length + 1)
        {
            throw new FashionRefException(FaultKind.BadRequest, FormattableString.Invariant($"The learning rate's schedule has {boundaries.Length} boundaries and {values.Length} values. Legal is one value more than boundaries."));
        }

        foreach ((string setting, RangedNumber range) in Ranges)
        {
            range.Read($"The learning rate's {name}", config, setting);
        }

        foreach (double value in values)
        {
            RangedNumber.FromZero.Require($"A value of the learning rate's {name}", value);
        }

        return new LearningRate(Number(config, "initial_learning_rate") ?? 0, name)
        {
            Settings = config.EnumerateObject().Where(entry => entry.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True)
                .ToDictionary(entry => entry.Name, entry => entry.Value.ValueKind == JsonValueKind.True ? 1 : entry.Value.GetDouble()),
            Boundaries = boundaries,
            Values = values,
        };
    }

    /// <summary>The rate of a step.</summary>
    /// <typeparam name="T">The type of the weights.</typeparam>
    /// <param name="step">How many steps were made before it.</param>
    public T At<T>(long step)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T s = T.CreateTruncating(step);
        return Schedule switch
        {
            "ExponentialDecay" => Typed<T>(Initial) * TypedFunctions.Pow(Setting<T>("decay_rate"), Share(s)),
            "InverseTimeDecay" => Typed<T>(Initial) / (T.One + (Setting<T>("decay_rate") * Share(s))),
            "PiecewiseConstantDecay" => Typed<T>(Values[Boundaries.TakeWhile(boundary => step > boundary).Count()]),
            "PolynomialDecay" => Polynomial(s),
            "CosineDecay" => Cosine(s),
            "CosineDecayRestarts" => Restarts(s),
            _ => Typed<T>(Initial),
        };
    }

    private T Share<T>(T step)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T share = step / Setting<T>("decay_steps");
        return Has("staircase") ? T.Floor(share) : share;
    }

    private T Polynomial<T>(T step)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T steps = Setting<T>("decay_steps");
        T end = Setting<T>("end_learning_rate");
        if (Has("cycle"))
        {
            steps *= step == T.Zero ? T.One : T.Ceiling(step / steps);
        }

        T share = T.Min(step, steps) / steps;
        return ((Typed<T>(Initial) - end) * TypedFunctions.Pow(T.One - share, Setting<T>("power"))) + end;
    }

    private T Cosine<T>(T step)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T steps = Setting<T>("decay_steps");
        T warmup = Setting<T>("warmup_steps");
        T top = Settings.ContainsKey("warmup_target") ? Setting<T>("warmup_target") : Typed<T>(Initial);
        if (Settings.ContainsKey("warmup_target") && step < warmup)
        {
            return (step / warmup * (top - Typed<T>(Initial))) + Typed<T>(Initial);
        }

        T done = T.Min(Settings.ContainsKey("warmup_target") ? step - warmup : step, steps);
        T decayed = Typed<T>(0.5) * (T.One + TypedFunctions.Cos(T.Pi * done / steps));
        T alpha = Setting<T>("alpha");
        return top * (((T.One - alpha) * decayed) + alpha);
    }

    private T Restarts<T>(T step)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        T fraction = step / Setting<T>("first_decay_steps");
        T growth = Setting<T>("t_mul");
        T restarts;
        if (growth == T.One)
        {
            restarts = T.Floor(fraction);
            fraction -= restarts;
        }
        else
        {
            restarts = T.Floor(TypedFunctions.Log(T.One - (fraction * (T.One - growth))) / TypedFunctions.Log(growth));
            fraction = (fraction - ((T.One - TypedFunctions.Pow(growth, restarts)) / (T.One - growth))) / TypedFunctions.Pow(growth, restarts);
        }

        T alpha = Setting<T>("alpha");
        T height = TypedFunctions.Pow(Setting<T>("m_mul"), restarts);
        return Typed<T>(Initial) * (((T.One - alpha) * (Typed<T>(0.5) * height * (T.One + TypedFunctions.Cos(T.Pi * fraction)))) + alpha);
    }

    private bool Has(string name) => Settings.GetValueOrDefault(name) != 0;

    private T Setting<T>(string name)
        where T : struct, IBinaryFloatingPointIeee754<T> => Typed<T>(Settings.GetValueOrDefault(name));

    private static T Typed<T>(double value)
        where T : struct, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(value);

    private static double? Number(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static double[] Numbers(JsonElement config, string name) => config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number).Select(item => item.GetDouble())]
        : [];
}
