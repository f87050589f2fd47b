using System.Text.Json;

namespace FashionRef.Engines.Optimizers;

/// <summary>An optimizer as Keras' configuration has it, with Keras' defaults.</summary>
/// <param name="Kind">Its class.</param>
/// <param name="Rate">Its learning rate.</param>
public sealed record OptimizerSettings(OptimizerKind Kind, LearningRate Rate)
{
    /// <summary>SGD's and RMSprop's; 0 for none.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether SGD's momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The weight of the old average in RMSprop and Adadelta.</summary>
    public double Rho { get; init; }

    /// <summary>Whether RMSprop subtracts the squared mean of the gradients.</summary>
    public bool Centered { get; init; }

    /// <summary>Keeps a division from becoming infinite.</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>
    /// Whether the epsilon of Adagrad and of RMSprop without momentum is added to the root, as Keras did before 2.11, and not under it.
    /// </summary>
    public bool HasEpsilonOutsideRoot { get; init; }

    /// <summary>The weight of the old first moment in Adam and its kin.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The weight of the old second moment in Adam and its kin.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Whether Adam divides by the largest second moment so far.</summary>
    public bool Amsgrad { get; init; }

    /// <summary>What the sums of squares of Adagrad and Ftrl start from; at least 0.</summary>
    public double InitialAccumulator { get; init; }

    /// <summary>Ftrl's learning_rate_power, at most 0: the rate falls with this power of the sum of squares.</summary>
    public double RatePower { get; init; } = -0.5;

    /// <summary>Ftrl's l1_regularization_strength, at least 0: weights whose linear sum is within it are 0.</summary>
    public double L1Strength { get; init; }

    /// <summary>Ftrl's l2_regularization_strength, at least 0.</summary>
    public double L2Strength { get; init; }

    /// <summary>Ftrl's l2_shrinkage_regularization_strength, at least 0: twice it times the weight is added to the gradient.</summary>
    public double L2Shrinkage { get; init; }

    /// <summary>Ftrl's beta, at least 0.</summary>
    public double Beta { get; init; }

    /// <summary>Decoupled weight decay, as a share of the learning rate; null for none.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>The largest norm of a weight's gradient; null for any.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The largest magnitude in a gradient; null for any.</summary>
    public double? ClipValue { get; init; }

    /// <summary>The largest norm of all gradients together; null for any.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>The weight of the old moving average of the weights; null where none is kept.</summary>
    public double? EmaMomentum { get; init; }

    /// <summary>After how many updates the weights become their moving averages; null for never.</summary>
    public int? EmaOverwriteFrequency { get; init; }

    /// <summary>Over how many steps gradients are summed before an update; 1 for each by itself.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Reads a configuration.</summary>
    /// <param name="className">Keras' class, for example <c>Adam</c>.</param>
    /// <param name="config">Its settings.</param>
    /// <exception cref="FashionRefException">The class or the learning rate is none that is computed here, or two ways of clipping are named (bad request).</exception>
    public static OptimizerSettings Of(string className, JsonElement config)
    {
        ArgumentNullException.ThrowIfNull(className);
        if (!Enum.TryParse(className, ignoreCase: true, out OptimizerKind kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(className[0]))
        {
            throw new FashionRefException(FaultKind.BadRequest, $"The optimizer is '{OutsideText.Line(className)}'. Legal are {string.Join(", ", Enum.GetNames<OptimizerKind>())}.");
        }

        bool hasRate = config.TryGetProperty("learning_rate", out JsonElement rate) || config.TryGetProperty("lr", out rate);
        OptimizerSettings settings = new(kind, hasRate ? LearningRate.Of(rate) : new LearningRate(kind == OptimizerKind.Sgd ? 0.01 : 0.001))
        {
            Momentum = Number(config, "momentum", RangedNumber.Share) ?? 0,
            Nesterov = Flag(config, "nesterov"),
            Rho = Number(config, "rho", RangedNumber.Share) ?? (kind == OptimizerKind.Adadelta ? 0.95 : 0.9),
            Centered = Flag(config, "centered"),
            Epsilon = Number(config, "epsilon", RangedNumber.FromZero) ?? 1e-7,
            Beta1 = Number(config, "beta_1", RangedNumber.Decay) ?? 0.9,
            Beta2 = Number(config, "beta_2", RangedNumber.Decay) ?? (kind == OptimizerKind.Lion ? 0.99 : 0.999),
            Amsgrad = Flag(config, "amsgrad"),
            InitialAccumulator = Number(config, "initial_accumulator_value", RangedNumber.FromZero) ?? 0.1,
            RatePower = Number(config, "learning_rate_power", RangedNumber.UpToZero) ?? -0.5,
            L1Strength = Number(config, "l1_regularization_strength", RangedNumber.FromZero) ?? 0,
            L2Strength = Number(config, "l2_regularization_strength", RangedNumber.FromZero) ?? 0,
            L2Shrinkage = Number(config, "l2_shrinkage_regularization_strength", RangedNumber.FromZero) ?? 0,
            Beta = Number(config, "beta", RangedNumber.FromZero) ?? 0,
            WeightDecay = WeightDecayOf(kind, config),
            ClipNorm = Number(config, "clipnorm", RangedNumber.Positive),
            ClipValue = Number(config, "clipvalue", RangedNumber.Positive),
            GlobalClipNorm = Number(config, "global_clipnorm", RangedNumber.Positive),
            EmaMomentum = Flag(config, "use_ema") ? Number(config, "ema_momentum", RangedNumber.Share) ?? 0.99 : null,
            EmaOverwriteFrequency = Steps(config, "ema_overwrite_frequency", least: 1),
            AccumulationSteps = Steps(config, "gradient_accumulation_steps", least: 2) ?? 1,
        };
        return new[] { settings.ClipNorm, settings.ClipValue, settings.GlobalClipNorm }.Count(clip => clip is not null) <= 1
            ? settings
            : throw new FashionRefException(FaultKind.BadRequest, "The optimizer has two of clipnorm, clipvalue and global_clipnorm. Legal is one of them.");
    }

    private static double? WeightDecayOf(OptimizerKind kind, JsonElement config) => !config.TryGetProperty("weight_decay", out _)
        ? kind == OptimizerKind.AdamW ? 0.004 : null
        : Number(config, "weight_decay", RangedNumber.FromZero) ?? (kind == OptimizerKind.AdamW
            ? throw new FashionRefException(FaultKind.BadRequest, "The optimizer AdamW has the weight_decay null, which Keras refuses. Legal are numbers from 0 on; Keras' own is 0.004. Without one the optimizer is Adam.")
            : null);

    private static int? Steps(JsonElement config, string name, int least) => Number(config, name, new RangedNumber(double.MinValue, double.MaxValue)) is not { } number ? null
        : number == Math.Floor(number) && number >= least && number <= int.MaxValue ? (int)number
        : throw new FashionRefException(FaultKind.BadRequest, FormattableString.Invariant($"The optimizer's {name} is {number}. Legal are whole numbers from {least} on."));

    private static double? Number(JsonElement config, string name, RangedNumber range) => range.Read("The optimizer", config, name);

    private static bool Flag(JsonElement config, string name) => FlagSetting.Read("The optimizer", config, name);
}

/// <summary>Keras' optimizers, by its class names.</summary>
public enum OptimizerKind
{
    /// <summary><c>w -= lr·g</c>, with momentum <c>m = mu·m - lr·g; w += m</c>.</summary>
    Sgd,

    /// <summary>The gradient by the root of the mean of its squares.</summary>
    RmsProp,

    /// <summary>The mean of the gradient by the root of the mean of its squares, both corrected for starting at 0.</summary>
    Adam,

    /// <summary>Adam after weight decay.</summary>
    AdamW,

    /// <summary>Adam with Nesterov's momentum.</summary>
    Nadam,

    /// <summary>The gradient by the root of the sum of its squares.</summary>
    Adagrad,

    /// <summary>The gradient by the root of the mean of its squares, times that of the steps'.</summary>
    Adadelta,

    /// <summary>Adam with the largest gradient in place of the mean of the squares.</summary>
    Adamax,

    /// <summary>The sign of the momentum.</summary>
    Lion,

    /// <summary>Follow the regularized leader: <c>w = (clip(z, -l1, l1) - z) / (n^0.5/lr + 2·l2)</c> with sums z of gradients and n of their squares.</summary>
    Ftrl,
}
