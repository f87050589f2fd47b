using FashionRef.Engines.Inference;
using FashionRef.Evaluation.ModelFiles;
using FashionRef.Models;
using FashionRef.Report.Images;

namespace FashionRef.Cli.Commands.Predict;

/// <summary>What the user wants to be predicted: samples with a name for each.</summary>
/// <param name="Names">The file of each, with a number where it holds several.</param>
/// <param name="Values"><c>[samples, …]</c> in the model's input shape, as the files have them.</param>
/// <param name="LightOnes">Pictures with a light border.</param>
internal sealed record ModelInputs(IReadOnlyList<string> Names, double[] Values, IReadOnlyList<string> LightOnes)
{
    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg", ".webp", ".gif"];

    /// <summary>Reads all of them; if one cannot be read, none is predicted.</summary>
    /// <param name="paths">Pictures, folders of pictures, NumPy arrays and IDX images.</param>
    /// <param name="model">The model.</param>
    /// <param name="limits">What the program may need.</param>
    /// <param name="invert">Whether pictures are inverted.</param>
    /// <param name="cancellationToken">Checked between two files.</param>
    public static ModelInputs Read(IReadOnlyList<string> paths, BuiltModel model, InferenceLimits limits, bool invert, CancellationToken cancellationToken)
    {
        Shape input = model.InputShape;
        List<string> names = [];
        List<double> values = [];
        List<string> light = [];
        foreach (string path in paths.SelectMany(FilesOf))
        {
            cancellationToken.ThrowIfCancellationRequested();
            limits.RequireSamples(model, names.Count + 1);
            if (SampleFile.Is(path))
            {
                SampleFile samples = invert
                    ? throw new FashionRefException(FaultKind.BadRequest, $"--invert is for pictures, and '{path}' holds numbers. Invert them yourself, or leave out --invert.")
                    : SampleFile.Read(path, model, limits);
                names.AddRange(Enumerable.Range(0, samples.Count).Select(i => samples.Count == 1 ? path : FormattableString.Invariant($"{path}[{i}]")));
                values.AddRange(samples.Values);
                continue;
            }

            ImageFile picture = ImageFile.Read(path, invert, Axes(path, input));
            names.Add(path);
            values.AddRange(picture.Pixels.ToArray().Select(pixel => (double)pixel));
            if (picture.LooksInverted)
            {
                light.Add(path);
            }
        }

        return new ModelInputs(names, [.. values], light);
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        string[] pictures = [.. Directory.GetFiles(path).Where(file => PictureEndings.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        return pictures.Length > 0
            ? pictures
            : throw new FashionRefException(FaultKind.BadRequest, $"The folder '{path}' has no picture in it: no file that ends with {string.Join(", ", PictureEndings)}. Name another folder, or files.");
    }

    // An image of one or three channels, without a channel axis, or row by row as one row of numbers.
    private static ImageAxes Axes(string path, Shape input)
    {
        int side = (int)Math.Round(Math.Sqrt(input.Count));
        return input switch
        {
            { Rank: 3 } when input[2] is 1 or 3 => ImageAxes.Of(input, DataFormat.ChannelsLast),
            { Rank: 3 } when input[0] is 1 or 3 => ImageAxes.Of(input, DataFormat.ChannelsFirst),
            { Rank: 2 } => new ImageAxes(input[0], input[1], 1, DataFormat.ChannelsLast),
            { Rank: 1 } when side * side == input.Count => new ImageAxes(side, side, 1, DataFormat.ChannelsLast),
            _ => throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' is no NumPy array and no IDX file, and the model takes inputs of shape {input}, which no picture has. Name a NumPy file (.npy)."),
        };
    }
}
