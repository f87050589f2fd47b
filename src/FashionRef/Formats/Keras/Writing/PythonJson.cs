using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>JSON as Python's <c>json.dumps</c> writes it, which is what Keras calls: on one line, in ASCII. Numbers keep the text that they were read with.</summary>
internal static class PythonJson
{
    /// <summary>The text.</summary>
    /// <param name="node">What to write.</param>
    public static string Text(JsonNode? node)
    {
        StringBuilder text = new();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>A number that is a <c>float</c> in Python, with its shortest text: <c>1.0</c>, <c>1e-07</c>.</summary>
    /// <param name="value">A finite number.</param>
    public static JsonNode Float(double value) => JsonNode.Parse(Repr(value))!;

    /// <summary>A list of whole numbers.</summary>
    public static JsonArray List(params IEnumerable<int> values) => [.. values.Select(value => (JsonNode)value)];

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject json:
                AppendList(text, '{', '}', json, entry =>
                {
                    AppendText(text, entry.Key);
                    text.Append(": ");
                    Append(text, entry.Value);
                });
                break;
            case JsonArray list:
                AppendList(text, '[', ']', list, item => Append(text, item));
                break;
            case var value when value.GetValueKind() == JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void AppendList<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        foreach ((int index, T item) in items.Index())
        {
            text.Append(index == 0 ? "" : ", ");
            append(item);
        }

        text.Append(close);
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char character in value)
        {
            text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\f' => @"\f",
                '\b' => @"\b",
                >= ' ' and <= '~' => character.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:x4}"),
            });
        }

        text.Append('"');
    }

    // Both languages find the same digits; they differ in when a power of ten is written, and how. Python does from 10^16 on.
    private static string Repr(double value)
    {
        const double FirstPower = 1e16;
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        string[] parts = shortest.Split('E');
        if (parts.Length == 1 && Math.Abs(value) < FirstPower)
        {
            return shortest.Contains('.', StringComparison.Ordinal) ? shortest : $"{shortest}.0";
        }

        if (parts.Length == 1)
        {
            string whole = shortest.TrimStart('-');
            string digits = whole.TrimEnd('0');
            parts = [$"{(value < 0 ? "-" : "")}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}", $"{whole.Length - 1}"];
        }

        int power = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}e{(power < 0 ? '-' : '+')}{Math.Abs(power):D2}");
    }
}
