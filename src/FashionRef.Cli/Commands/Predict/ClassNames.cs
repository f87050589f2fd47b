using System.CommandLine;
using System.Globalization;
using FashionRef.Cli.Options;
using FashionRef.Files;

namespace FashionRef.Cli.Commands.Predict;

/// <summary>Names for a model's classes.</summary>
internal static class ClassNames
{
    private const int MostBytes = 1024 * 1024;
    private const int MostLetters = 80;

    public static Option<string?> Option() =>
        CommonOptions.OptionalFile("--labels", "A text file with the name of a class on each line, for a model file.");

    /// <summary>The names in a file, one on each line, or the classes' numbers.</summary>
    /// <param name="path">The file, or null.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="FashionRefException">The file has more or fewer names, or one twice (bad request).</exception>
    public static IReadOnlyList<string> Of(string? path, int classes)
    {
        if (path is null)
        {
            return [.. Enumerable.Range(0, classes).Select(label => string.Create(CultureInfo.InvariantCulture, $"class {label}"))];
        }

        string[] names = [.. InputFile.ReadAllLines(path, "class names", MostBytes, "Name a text file with a class on each line.").Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (names.FirstOrDefault(name => name.Length > MostLetters) is { } longest)
        {
            throw new FashionRefException(FaultKind.BadRequest, FormattableString.Invariant($"'{path}' has a name of {longest.Length} characters, '{longest[..MostLetters]}…'. At most {MostLetters} are shown: write a shorter one."));
        }

        return names.Length == classes && names.Distinct().Count() == classes
            ? names
            : throw new FashionRefException(
                FaultKind.BadRequest,
                names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice
                    ? $"'{path}' has the name '{twice.Key}' more than once. Give each class a name of its own."
                    : FormattableString.Invariant($"'{path}' has {names.Length} {(names.Length == 1 ? "name" : "names")}, and the model has {classes} classes: write one name for each on a line of its own, in the order of the classes."));
    }
}
