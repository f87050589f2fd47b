using System.CommandLine;
using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Cli.Options;

/// <summary><c>--input 28,28,1</c>: the shape of a sample, for a model that does not say it.</summary>
internal static class InputShapeOption
{
    private const string Name = "--input";
    private const int MostAxes = 8;

    public static Option<string?> Create()
    {
        Option<string?> option = new(Name)
        {
            Description = "The shape of one input, for example 28,28,1, for a model file that does not say it.",
            HelpName = "SHAPE",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && Parse(value) is null)
            {
                result.AddError($"{Name} '{value}' is no shape: write sizes from 1 on with commas, for example 28,28,1.");
            }
        });
        return option;
    }

    /// <summary>The shape that the option names, or null.</summary>
    public static Shape? Parse(string? value)
    {
        string[] parts = value?.Split(',') ?? [];
        int[] sizes = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0)];
        return sizes.Length is > 0 and <= MostAxes && sizes.All(size => size > 0) ? Shape.Of(sizes) : null;
    }
}
