using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Engines.Inference;
using FashionRef.Evaluation.ModelFiles;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Evaluate;

/// <summary><c>--data DIR</c> or <c>--data IMAGES LABELS</c>: what a model is evaluated on.</summary>
internal static class EvaluationData
{
    private const int Most = 2;

    public static Option<string[]> Option()
    {
        Option<string[]> option = new("--data")
        {
            Description = $"A folder with the four files of Fashion-MNIST, plain or .gz, to look in first (or {CommonOptions.DataVariable}); for a model file also two files, inputs and right classes, each .npy or IDX.",
            HelpName = "DIR|IMAGES LABELS",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(CommonOptions.DataVariable) is { } folder ? [folder] : [],
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => InputFile.PathFault(token.Value) is not null) is { } none)
            {
                result.AddError($"--data '{none.Value}' is not a path.");
            }
            else if (result.Tokens.Count > Most)
            {
                result.AddError($"--data has {result.Tokens.Count} values. It takes a folder, or two files.");
            }
        });
        return option;
    }

    /// <summary>Reads inputs and right classes.</summary>
    /// <param name="inputs">A NumPy array or IDX images.</param>
    /// <param name="labels">A NumPy array or IDX labels.</param>
    /// <param name="model">The model.</param>
    /// <param name="limits">What the program may need.</param>
    public static (double[] Samples, int[] Labels) Read(string inputs, string labels, BuiltModel model, InferenceLimits limits)
    {
        SampleFile samples = SampleFile.Read(inputs, model, limits);
        return (samples.Values, LabelFile.Read(labels, samples.Count, Math.Max(model.ClassCount, 2)));
    }
}
