using System.Text.Json;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>Reads layers that only act in training. What they do there may be impossible; in inference that does not matter.</summary>
internal static class TrainingOnlyReader
{
    // They change nothing in inference.
    private static readonly HashSet<string> Classes = new(StringComparer.Ordinal)
    {
        "Dropout", "SpatialDropout2D", "SpatialDropout1D", "AlphaDropout", "ActivityRegularization", "RandomBrightness", "RandomSaturation",
        "RandomHue", "RandomColorJitter", "RandomColorDegeneration", "RandomGrayscale", "RandomInvert", "RandomPosterization", "RandomSharpness",
        "RandomShear", "RandomPerspective", "RandomElasticTransform", "RandomErasing", "RandomGaussianBlur", "AugMix", "RandAugment",
    };

    /// <summary>The layer of a class; null where it is none that only acts in training.</summary>
    /// <param name="type">The class.</param>
    /// <param name="config">Its settings.</param>
    public static TrainingOnly? Find(string type, ConfigObject config) => type switch
    {
        "GaussianNoise" => new GaussianNoise(Required(config, "stddev")),
        "GaussianDropout" => new GaussianDropout { Rate = config.Number(0, "rate") },
        "RandomFlip" => new RandomFlip(config.Word(
            "mode",
            FlipMode.HorizontalAndVertical,
            ("horizontal", FlipMode.Horizontal),
            ("vertical", FlipMode.Vertical),
            ("horizontal_and_vertical", FlipMode.HorizontalAndVertical)))
        {
            DataFormat = Format(config),
        },
        "RandomTranslation" => Transform(config, new RandomTranslation(Both(config, "height_factor"), Both(config, "width_factor"))),
        "RandomRotation" => Transform(config, new RandomRotation(Both(config, "factor"))),
        "RandomZoom" => Transform(config, new RandomZoom(Both(config, "height_factor"), config.Find("width_factor") is null ? null : Both(config, "width_factor"))),
        "RandomContrast" => new RandomContrast(Range(config, "factor", size => new FactorRange(0, Math.Abs(size))))
        {
            ValueRange = config.Find("value_range") is null ? new FactorRange(0, 255) : Range(config, "value_range", single: null),
            DataFormat = Format(config),
        },
        _ => Classes.Contains(type) ? new TrainingOnly(type) { Rate = type.Contains("Dropout", StringComparison.Ordinal) ? config.Number(0, "rate") : 0 } : null,
    };

    private static RandomTransform Transform(ConfigObject config, RandomTransform layer) => layer with
    {
        FillMode = config.Word(
            "fill_mode",
            FillMode.Reflect,
            ("constant", FillMode.Constant),
            ("nearest", FillMode.Nearest),
            ("reflect", FillMode.Reflect),
            ("wrap", FillMode.Wrap)),
        FillValue = config.Number(0, "fill_value"),
        Interpolation = config.Word("interpolation", Interpolation.Bilinear, ("nearest", Interpolation.Nearest), ("bilinear", Interpolation.Bilinear)),
        DataFormat = Format(config),
    };

    private static double Required(ConfigObject config, string name)
    {
        _ = config.Require(name);
        return config.Number(0, name);
    }

    // One number stands for as much to both sides.
    private static FactorRange Both(ConfigObject config, string name) => Range(config, name, size => new FactorRange(-Math.Abs(size), Math.Abs(size)));

    private static FactorRange Range(ConfigObject config, string name, Func<double, FactorRange>? single)
    {
        JsonElement value = config.Require(name);
        return (value.ValueKind, config.Numbers(name)) switch
        {
            (JsonValueKind.Number, [double size]) when single is not null => single(size),
            (JsonValueKind.Array, [double one, double other]) => new FactorRange(Math.Min(one, other), Math.Max(one, other)),
            _ => throw config.Wrong(name, value, single is null ? "two numbers" : "one number or two"),
        };
    }

    private static DataFormat Format(ConfigObject config) =>
        config.Word("data_format", DataFormat.ChannelsLast, ("channels_last", DataFormat.ChannelsLast), ("channels_first", DataFormat.ChannelsFirst));
}
