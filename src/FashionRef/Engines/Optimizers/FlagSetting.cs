using System.Text.Json;

namespace FashionRef.Engines.Optimizers;

/// <summary>A setting of a configuration that is on or off.</summary>
internal static class FlagSetting
{
    /// <summary>Whether it is on; off where it is not given.</summary>
    /// <param name="owner">Whose it is, for messages: <c>The optimizer</c>.</param>
    /// <param name="config">The settings.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="FashionRefException">It is neither (bad request).</exception>
    public static bool Read(string owner, JsonElement config, string name) => config.TryGetProperty(name, out JsonElement value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw new FashionRefException(FaultKind.BadRequest, $"{owner}'s {name} is {OutsideText.Line(value.GetRawText())}. Legal are true and false."),
    };
}
