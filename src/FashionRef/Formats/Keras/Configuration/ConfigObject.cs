using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>The settings of one object in a configuration, read with a check of each.</summary>
/// <param name="json">A JSON object.</param>
/// <param name="place">What it is, for messages, for example <c>layer 'dense' (Dense)</c>.</param>
internal sealed class ConfigObject(JsonElement json, string place)
{
    private const int LongestQuote = 60;

    /// <summary>What it is, for messages.</summary>
    public string Place => place;

    /// <summary>The JSON.</summary>
    public JsonElement Json => json;

    /// <summary>The object of a JSON value, which must be one.</summary>
    /// <param name="json">The value.</param>
    /// <param name="place">What it is, for messages.</param>
    public static ConfigObject Of(JsonElement json, string place) => json.ValueKind == JsonValueKind.Object
        ? new ConfigObject(json, place)
        : throw new ContentFaultException($"has {place}, which is {Quote(json)}, and must be a JSON object");

    /// <summary>A setting, or null where it is missing or null.</summary>
    /// <param name="names">Its names; older versions have others.</param>
    public JsonElement? Find(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A setting that must be there.</summary>
    /// <param name="names">Its names.</param>
    public JsonElement Require(params ReadOnlySpan<string> names) =>
        Find(names) ?? throw new ContentFaultException($"has {place} without '{names[0]}'");

    /// <summary>A setting that is text; the default where it is missing.</summary>
    public string Text(string name, string missing) => Find(name) is not { } value ? missing
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Wrong(name, value, "a text");

    /// <summary>A setting that is true or false; the default where it is missing.</summary>
    public bool Flag(string name, bool missing) => Find(name) is not { } value ? missing
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(name, value, "true or false");

    /// <summary>A setting that is a whole number; the default where it is missing, or an error without one.</summary>
    public int Int(string name, int least, int? missing = null) =>
        Find(name) is { } value ? Whole(name, value, least) : missing ?? Whole(name, Require(name), least);

    /// <summary>A setting that is a finite number; the default where it is missing.</summary>
    public double Number(double missing, params ReadOnlySpan<string> names) => Find(names) is { } value ? Finite(names[0], value) : missing;

    /// <summary>A setting that is a number or a list of numbers, perhaps of lists; in their order.</summary>
    public ImmutableArray<double>? Numbers(string name) => Find(name) is { } value ? [.. Flat(value).Select(number => Finite(name, number))] : null;

    /// <summary>A setting that is a list of whole numbers, or one.</summary>
    public ImmutableArray<int>? Ints(string name, int least) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => Whole(name, item, least))]
        : [Whole(name, value, least)];

    /// <summary>A setting for both axes of an image: one number or two.</summary>
    public Size2D Size(string name, int least, Size2D? missing = null) => (Find(name)?.ValueKind, Ints(name, least)) switch
    {
        (_, null) => missing ?? Size(name, Require(name)),
        (JsonValueKind.Number, [int both]) => both,
        (_, [int height, int width]) => new Size2D(height, width),
        _ => throw Wrong(name, Require(name), "one number or two"),
    };

    /// <summary>A setting for the sides of an image: one number, two, or two pairs.</summary>
    public Models.Layers.Sides Sides(string name, int missing)
    {
        if (Find(name) is not { } value)
        {
            return new Models.Layers.Sides(missing, missing, missing, missing);
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            int all = Whole(name, value, 0);
            return new Models.Layers.Sides(all, all, all, all);
        }

        int[][] axes = [.. value.EnumerateArray().Select(axis => axis.ValueKind == JsonValueKind.Array
            ? axis.EnumerateArray().Select(side => Whole(name, side, 0)).ToArray()
            : [Whole(name, axis, 0), Whole(name, axis, 0)])];
        return axes is [[int top, int bottom], [int left, int right]]
            ? new Models.Layers.Sides(top, bottom, left, right)
            : throw Wrong(name, value, "one number, two, or two pairs of numbers");
    }

    /// <summary>A setting that is one of some words.</summary>
    public T Word<T>(string name, T missing, params ReadOnlySpan<(string Word, T Value)> legal)
    {
        if (Find(name) is not { } value)
        {
            return missing;
        }

        List<string> words = [];
        foreach ((string word, T meaning) in legal)
        {
            if (value.ValueKind == JsonValueKind.String && word == value.GetString())
            {
                return meaning;
            }

            words.Add($"\"{word}\"");
        }

        throw Wrong(name, value, string.Join(" or ", words));
    }

    /// <summary>The error for a setting.</summary>
    public ContentFaultException Wrong(string name, JsonElement value, string legal) =>
        new($"has {place} with {name} {Quote(value)}, and must have {legal} there");

    /// <summary>A JSON value in a message.</summary>
    public static string Quote(JsonElement value)
    {
        string text = value.ValueKind == JsonValueKind.Undefined ? "missing" : value.GetRawText();
        return text.Length > LongestQuote ? $"{text[..LongestQuote]}…" : text;
    }

    private Size2D Size(string name, JsonElement value) => throw Wrong(name, value, "one number or two");

    private static IEnumerable<JsonElement> Flat(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().SelectMany(Flat)
        : [value];

    private int Whole(string name, JsonElement value, int least)
    {
        long? number = value.ValueKind == JsonValueKind.Number ? WholeNumber.Parse(JsonMarshal.GetRawUtf8Value(value)) : null;
        return number >= least && number <= int.MaxValue
            ? (int)number
            : throw Wrong(name, value, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {int.MaxValue}"));
    }

    private double Finite(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(name, value, "a finite number");
}
