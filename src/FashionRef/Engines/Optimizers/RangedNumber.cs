using System.Text.Json;

namespace FashionRef.Engines.Optimizers;

/// <summary>A number of a configuration with the range that it must be in.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The largest.</param>
internal readonly record struct RangedNumber(double Least, double Most)
{
    /// <summary>Finite numbers from 0 on.</summary>
    public static RangedNumber FromZero { get; } = new(0, double.MaxValue);

    /// <summary>Finite numbers above 0.</summary>
    public static RangedNumber Positive { get; } = new(double.Epsilon, double.MaxValue);

    /// <summary>Shares and factors from 0 to 1.</summary>
    public static RangedNumber Share { get; } = new(0, 1);

    /// <summary>Averages' shares of what was before, from 0 to below 1.</summary>
    public static RangedNumber Decay { get; } = new(0, double.BitDecrement(1));

    /// <summary>Finite numbers up to 0.</summary>
    public static RangedNumber UpToZero { get; } = new(-double.MaxValue, 0);

    /// <summary>The number of a setting; null where there is none, or null or false for none.</summary>
    /// <param name="owner">Whose it is, for messages: <c>The optimizer</c>.</param>
    /// <param name="config">The settings.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="FashionRefException">It is no number, or out of its range (bad request).</exception>
    public double? Read(string owner, JsonElement config, string name) => !config.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => null,
        JsonValueKind.Number => Require($"{owner}'s {name}", value.GetDouble()),
        _ => throw new FashionRefException(FaultKind.BadRequest, $"{owner}'s {name} is {OutsideText.Line(value.GetRawText())}. Legal are {Told}."),
    };

    /// <summary>A number in its range.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="number">It.</param>
    /// <exception cref="FashionRefException">It is out of its range (bad request).</exception>
    public double Require(string what, double number) => number >= Least && number <= Most
        ? number
        : throw new FashionRefException(FaultKind.BadRequest, FormattableString.Invariant($"{what} is {number}. Legal are {Told}."));

    private string Told => this == FromZero ? "finite numbers from 0 on"
        : this == Positive ? "finite numbers above 0"
        : this == Decay ? "numbers from 0 to below 1"
        : this == UpToZero ? "finite numbers up to 0"
        : FormattableString.Invariant($"numbers from {Least} to {Most}");
}
