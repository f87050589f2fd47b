using System.CommandLine;
using FashionRef.Evaluation;

namespace FashionRef.Cli.Commands.Predict;

/// <summary><c>--pixels raw|unit</c>: what a model file is given.</summary>
internal static class PixelsOption
{
    private const string Raw = "raw";
    private const string Unit = "unit";
    private const double LargestPixel = 255;

    public static Option<string?> Create()
    {
        Option<string?> option = new("--pixels")
        {
            Description = "For a model file that does not scale pixels itself: raw gives it 0 to 255, unit 0 to 1. By default raw.",
            HelpName = $"{Raw}|{Unit}",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value and not (Raw or Unit))
            {
                result.AddError($"--pixels '{value}' is not one of {Raw}, {Unit}.");
            }
        });
        option.CompletionSources.Add(Raw, Unit);
        return option;
    }

    /// <summary>The numbers that a model is given.</summary>
    /// <param name="choice">The option's value, or null.</param>
    /// <param name="values">The numbers in the files.</param>
    public static double[] Scaled(string? choice, double[] values) => choice == Unit ? [.. values.Select(value => value / LargestPixel)] : values;

    /// <summary>Tells the user when a model's answers are as sure as those of one that was trained with other pixels.</summary>
    public static void Hint(string? choice, KerasModel model, int classes, double[] shares)
    {
        if (choice is null && !ModelAnswers.ScalesPixels(model.Model) && ModelAnswers.LookSaturated(classes, shares))
        {
            Console.Error.WriteLine("hint: nearly all answers are almost certain, as those of a model that was trained with pixels from 0 to 1: try --pixels unit, or say --pixels raw.");
        }
    }
}
