using System.CommandLine;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Predict;

/// <summary><c>--pixels raw|unit</c>: what a model file is given.</summary>
internal static class PixelsOption
{
    private const string Raw = ModelSource.Raw;
    private const string Unit = ModelSource.Unit;
    private const double LargestPixel = 255;

    public static Option<string?> Create()
    {
        Option<string?> option = new("--pixels")
        {
            Description = "For a model file that does not scale pixels itself: raw gives it the numbers as they are, 0 to 255; unit divides them by 255. By default raw.",
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
    /// <param name="model">The model.</param>
    /// <param name="values">The numbers in the files.</param>
    /// <exception cref="FashionRefException">The model scales them itself (bad request).</exception>
    public static double[] Scaled(string? choice, KerasModel model, double[] values)
    {
        RequireUnscaled(choice, model.Model);
        if (choice != Unit)
        {
            return values;
        }

        if (values.Length > 0 && values.Max() <= 1)
        {
            Console.Error.WriteLine("hint: --pixels unit divides by 255, and no number is above 1 already: numbers that are scaled need --pixels raw.");
        }

        return [.. values.Select(value => value / LargestPixel)];
    }

    /// <summary>Refuses to divide pixels for a model that scales them itself.</summary>
    /// <param name="choice">The option's value, or null.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">It does (bad request).</exception>
    public static void RequireUnscaled(string? choice, BuiltModel model)
    {
        if (choice == Unit && model.ScalesPixels)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"--pixels {Unit} is for a model that does not scale its inputs itself, and this one begins with a layer that does. Leave out --pixels.");
        }
    }

    /// <summary>What a model is given, for a heading.</summary>
    /// <param name="choice">The option's value, or null.</param>
    /// <param name="model">The model.</param>
    public static string Told(string? choice, KerasModel model) =>
        model.Model.ScalesPixels ? "which scales its inputs itself" : choice == Unit ? "given pixels divided by 255" : "given pixels as they are";

    /// <summary>Tells the user when a model's answers are as sure as those of one that was trained with other pixels.</summary>
    public static void Hint(string? choice, KerasModel model, int classes, double[] shares)
    {
        if (choice is null && !model.Model.ScalesPixels && ModelAnswers.LookSaturated(classes, shares))
        {
            Console.Error.WriteLine("hint: nearly all answers are almost certain, as those of a model that was trained with pixels from 0 to 1: try --pixels unit, or say --pixels raw.");
        }
    }
}
