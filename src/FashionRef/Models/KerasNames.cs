using System.Globalization;
using System.Text.RegularExpressions;

namespace FashionRef.Models;

/// <summary>
/// Gives objects the names that Keras gives them in one session: <c>dense</c>, <c>dense_1</c>, <c>dense_2</c> and so on.
/// </summary>
public sealed partial class KerasNames
{
    private readonly Dictionary<string, int> _used = [];

    /// <summary>The next free name for an object of a class.</summary>
    /// <param name="typeName">Keras' class name, for example <c>MaxPooling2D</c>, which gives <c>max_pooling2d</c>.</param>
    public string Next(string typeName)
    {
        string name = ToSnakeCase(typeName);
        int count = _used.GetValueOrDefault(name);
        _used[name] = count + 1;
        return count == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{count}");
    }

    /// <summary>A class name in Keras' snake case, for example <c>max_pooling2d</c>.</summary>
    /// <param name="typeName">Keras' class name.</param>
    public static string ToSnakeCase(string typeName)
    {
        // A word starts at a capital that lower-case letters follow, so that the D of Conv2D stays with its word.
        string words = WordStart().Replace(typeName, "$1_$2");
        return LowerToUpper().Replace(words, "$1_$2").ToLowerInvariant();
    }

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex WordStart();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex LowerToUpper();
}
