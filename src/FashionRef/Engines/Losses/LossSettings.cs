using System.Text.Json;
using FashionRef.Engines.Optimizers;

namespace FashionRef.Engines.Losses;

/// <summary>A loss as Keras' configuration has it, with Keras' defaults.</summary>
/// <param name="Kind">Its class.</param>
public sealed record LossSettings(LossKind Kind)
{
    /// <summary>Whether the model's outputs are logits.</summary>
    public bool FromLogits { get; init; }

    /// <summary>In [0, 1]: targets are <c>y·(1 - s) + s/classes</c>; of a binary loss <c>y·(1 - s) + s/2</c>.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How the samples' losses become one.</summary>
    public LossReduction Reduction { get; init; }

    /// <summary>Huber's: from where on it is linear.</summary>
    public double Delta { get; init; } = 1;

    /// <summary>Whether targets are numbers of classes.</summary>
    public bool IsSparse => Kind == LossKind.SparseCategoricalCrossentropy;

    /// <summary>Reads a configuration.</summary>
    /// <param name="json">A name, or a class with its settings.</param>
    /// <exception cref="FashionRefException">It is no loss that is computed here (bad request).</exception>
    public static LossSettings Of(JsonElement json)
    {
        string name = json.ValueKind == JsonValueKind.String ? json.GetString()!
            : json.ValueKind == JsonValueKind.Object && json.TryGetProperty("class_name", out JsonElement found) && found.ValueKind == JsonValueKind.String ? found.GetString()!
            : "";
        JsonElement? config = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("config", out JsonElement settings) ? settings : null;
        return Find(name, config)
            ?? throw new FashionRefException(FaultKind.BadRequest, $"The loss is '{OutsideText.Line(name)}'. Legal are {string.Join(", ", Enum.GetNames<LossKind>())}.");
    }

    /// <summary>A loss by its name; null where it is none that is computed here.</summary>
    /// <param name="name">Keras' class or function, for example <c>mse</c>.</param>
    /// <param name="config">Its settings, or null for Keras' defaults.</param>
    /// <exception cref="FashionRefException">A setting has a wrong type, or is out of its range (bad request).</exception>
    public static LossSettings? Find(string name, JsonElement? config)
    {
        ArgumentNullException.ThrowIfNull(name);
        LossKind? kind = name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "CATEGORICALCROSSENTROPY" => LossKind.CategoricalCrossentropy,
            "SPARSECATEGORICALCROSSENTROPY" => LossKind.SparseCategoricalCrossentropy,
            "BINARYCROSSENTROPY" => LossKind.BinaryCrossentropy,
            "MSE" or "MEANSQUAREDERROR" => LossKind.MeanSquaredError,
            "MAE" or "MEANABSOLUTEERROR" => LossKind.MeanAbsoluteError,
            "HUBER" or "HUBERLOSS" => LossKind.Huber,
            "KLDIVERGENCE" or "KULLBACKLEIBLERDIVERGENCE" => LossKind.KLDivergence,
            _ => null,
        };
        return kind is not { } known ? null : config is not { ValueKind: JsonValueKind.Object } settings ? new LossSettings(known) : new LossSettings(known)
        {
            FromLogits = FlagSetting.Read("The loss", settings, "from_logits"),
            LabelSmoothing = RangedNumber.Share.Read("The loss", settings, "label_smoothing") ?? 0,
            Delta = RangedNumber.Positive.Read("The loss", settings, "delta") ?? 1,
            Reduction = settings.TryGetProperty("reduction", out JsonElement reduction) ? ReductionOf(reduction) : LossReduction.SumOverBatchSize,
        };
    }

    // Keras takes None as "none". "mean" is Keras 3's other name of the usual one, "auto" Keras 2's.
    private static LossReduction ReductionOf(JsonElement reduction) => (reduction.ValueKind == JsonValueKind.String ? reduction.GetString() : reduction.GetRawText()) switch
    {
        "none" or "null" => LossReduction.None,
        "sum_over_batch_size" or "mean" or "auto" => LossReduction.SumOverBatchSize,
        "sum" => LossReduction.Sum,
        "mean_with_sample_weight" => LossReduction.MeanWithSampleWeight,
        _ => throw new FashionRefException(
            FaultKind.BadRequest,
            $"The loss's reduction is {OutsideText.Line(reduction.GetRawText())}. Legal are sum_over_batch_size, mean, sum, mean_with_sample_weight and none."),
    };
}

/// <summary>Keras' losses, by its class names.</summary>
public enum LossKind
{
    /// <summary>Cross entropy with targets as shares of all classes.</summary>
    CategoricalCrossentropy,

    /// <summary>Cross entropy with targets as numbers of classes.</summary>
    SparseCategoricalCrossentropy,

    /// <summary>Cross entropy of each output by itself, and their mean.</summary>
    BinaryCrossentropy,

    /// <summary>The mean of the squared differences.</summary>
    MeanSquaredError,

    /// <summary>The mean of the differences' magnitudes.</summary>
    MeanAbsoluteError,

    /// <summary>Squared near 0, and linear from delta on.</summary>
    Huber,

    /// <summary><c>sum y·log(y/p)</c>.</summary>
    KLDivergence,
}

/// <summary>How the losses of a batch's samples become one.</summary>
public enum LossReduction
{
    /// <summary><c>sum(w·l) / n</c>, n the number of samples and not the sum of weights.</summary>
    SumOverBatchSize,

    /// <summary><c>sum(w·l)</c>.</summary>
    Sum,

    /// <summary><c>sum(w·l) / sum(w)</c>.</summary>
    MeanWithSampleWeight,

    /// <summary>They stay one for each sample. Keras' <c>evaluate</c> tells their mean; no model is trained by them here.</summary>
    None,
}
