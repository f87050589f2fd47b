using System.Numerics;

namespace FashionRef.Engines.Optimizers;

/// <summary>
/// Keras' optimizers with Keras' formulas, slots and order of operations (shared by both engines): accumulate, clip, weight decay on all weights, update
/// weight by weight, moving average. Constraints come after it, and are the caller's.
/// </summary>
/// <typeparam name="T">The type of the weights; all arithmetic is in it.</typeparam>
public sealed class KerasOptimizer<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly OptimizerSettings _settings;
    private readonly Dictionary<string, T[][]> _slots = [];
    private readonly int[] _sizes;

    /// <summary>Slots as Keras starts them.</summary>
    /// <param name="settings">The optimizer.</param>
    /// <param name="sizes">The number of values of each trainable weight, in the model's order.</param>
    public KerasOptimizer(OptimizerSettings settings, IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(sizes);
        _settings = settings;
        _sizes = [.. sizes];
        foreach (string name in SlotNames(settings))
        {
            _slots[name] = [.. _sizes.Select(size => new T[size])];
        }

        if (settings.Kind is OptimizerKind.Adagrad or OptimizerKind.Ftrl)
        {
            Array.ForEach(_slots["accumulator"], values => Array.Fill(values, Typed(settings.InitialAccumulator)));
        }
    }

    /// <summary>The variables that it keeps for each weight, by Keras' names, for example <c>momentum</c>.</summary>
    public IReadOnlyDictionary<string, T[][]> Slots => _slots;

    /// <summary>How many steps were made.</summary>
    public long Iterations { get; private set; }

    /// <summary>The product of Nadam's momenta so far; 1 for others.</summary>
    public T MomentumProduct { get; private set; } = T.One;

    private long Updates => Iterations / _settings.AccumulationSteps;

    /// <summary>One step.</summary>
    /// <param name="weights">Trainable weights, in the model's order; they are updated.</param>
    /// <param name="gradients">Of the loss with its penalties; they may be changed.</param>
    /// <exception cref="FashionRefException">The schedule of the learning rate leaves its range (bad request).</exception>
    public void Step(T[][] weights, T[][] gradients)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(gradients);
        T rate = _settings.Rate.At<T>(Iterations);
        if (!(rate >= T.Zero && T.IsFinite(rate)))
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"The learning rate of step {Iterations + 1} is {rate}: the schedule {_settings.Rate.Schedule} leaves its range there. Legal are finite numbers from 0 on."));
        }

        if (Accumulates(gradients))
        {
            Clip(gradients);
            Decay(weights, rate);
            OptimizerRules<T> rules = new(_settings, _slots, rate, Updates + 1) { MomentumProduct = MomentumProduct };
            for (int i = 0; i < weights.Length; i++)
            {
                rules.Update(i, weights[i], gradients[i]);
            }

            MomentumProduct = rules.NextMomentumProduct;
        }

        Average(weights);
        Iterations++;
    }

    /// <summary>Goes on from a state; slots that it lacks stay as Keras starts them.</summary>
    /// <param name="slots">Values for slots by their names; copied.</param>
    /// <param name="iterations">How many steps were made.</param>
    /// <param name="momentumProduct">The product of Nadam's momenta so far; 1 for others.</param>
    public void Restore(IReadOnlyDictionary<string, T[][]> slots, long iterations, T momentumProduct)
    {
        ArgumentNullException.ThrowIfNull(slots);
        foreach ((string name, T[][] values) in slots)
        {
            _slots[name] = [.. values.Select(array => (T[])array.Clone())];
        }

        (Iterations, MomentumProduct) = (iterations, momentumProduct);
    }

    /// <summary>What comes after the last step of a <c>fit</c>: where moving averages of the weights are kept, they become the weights.</summary>
    /// <param name="weights">Trainable weights, in the model's order.</param>
    public void Finish(T[][] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (_settings.EmaMomentum is not null && Iterations > 0)
        {
            foreach ((T[] weight, T[] average) in weights.Zip(_slots["average"]))
            {
                average.CopyTo(weight, 0);
            }
        }
    }

    // Whether there is an update now; its gradients are then the means over the steps.
    private bool Accumulates(T[][] gradients)
    {
        if (_settings.AccumulationSteps == 1)
        {
            return true;
        }

        T steps = T.CreateTruncating(_settings.AccumulationSteps);
        bool updates = (Iterations + 1) % _settings.AccumulationSteps == 0;
        T[][] sums = _slots["gradient_accumulator"];
        for (int i = 0; i < gradients.Length; i++)
        {
            for (int j = 0; j < gradients[i].Length; j++)
            {
                T sum = gradients[i][j] + sums[i][j];
                gradients[i][j] = sum / steps;
                sums[i][j] = updates ? T.Zero : sum;
            }
        }

        return updates;
    }

    private void Clip(T[][] gradients)
    {
        if (_settings.ClipNorm is { } most)
        {
            T bound = Typed(most);
            foreach (T[] gradient in gradients)
            {
                T largest = T.Max(T.Sqrt(SumOfSquares([gradient])), bound);
                Change(gradient, value => value * bound / largest);
            }
        }
        else if (_settings.ClipValue is { } limit)
        {
            T bound = Typed(limit);
            foreach (T[] gradient in gradients)
            {
                Change(gradient, value => T.Clamp(value, -bound, bound));
            }
        }
        else if (_settings.GlobalClipNorm is { } whole)
        {
            T bound = Typed(whole);
            T scale = bound * T.Min(T.One / T.Sqrt(SumOfSquares(gradients)), T.One / bound);
            foreach (T[] gradient in gradients)
            {
                Change(gradient, value => value * scale);
            }
        }
    }

    private void Decay(T[][] weights, T rate)
    {
        if (_settings.WeightDecay is { } decay and not 0)
        {
            T factor = Typed(decay);
            foreach (T[] weight in weights)
            {
                Change(weight, value => value - (value * factor * rate));
            }
        }
    }

    private void Average(T[][] weights)
    {
        if (_settings.EmaMomentum is not { } momentum)
        {
            return;
        }

        T old = Updates == 0 ? T.Zero : Typed(momentum);
        bool overwrites = _settings.EmaOverwriteFrequency is { } frequency && (Updates + 1) % frequency == 0;
        T[][] averages = _slots["average"];
        for (int i = 0; i < weights.Length; i++)
        {
            for (int j = 0; j < weights[i].Length; j++)
            {
                averages[i][j] = (old * averages[i][j]) + ((T.One - old) * weights[i][j]);
                weights[i][j] = overwrites ? averages[i][j] : weights[i][j];
            }
        }
    }

    private static IEnumerable<string> SlotNames(OptimizerSettings settings) =>
    [
        .. settings.AccumulationSteps > 1 ? ["gradient_accumulator"] : Array.Empty<string>(),
        .. settings.Kind switch
        {
            OptimizerKind.Sgd => settings.Momentum != 0 ? ["momentum"] : [],
            OptimizerKind.RmsProp =>
            [
                "velocity",
                .. settings.Momentum > 0 ? ["momentum"] : Array.Empty<string>(),
                .. settings.Centered ? ["average_gradient"] : Array.Empty<string>(),
            ],
            OptimizerKind.Adam or OptimizerKind.AdamW => settings.Amsgrad ? ["momentum", "velocity", "velocity_hat"] : ["momentum", "velocity"],
            OptimizerKind.Nadam => ["momentum", "velocity"],
            OptimizerKind.Adagrad => ["accumulator"],
            OptimizerKind.Adadelta => ["accumulated_grad", "accumulated_delta_var"],
            OptimizerKind.Adamax => ["momentum", "norm"],
            OptimizerKind.Ftrl => ["accumulator", "linear"],
            OptimizerKind.Lion => new[] { "momentum" },
            _ => throw new ArgumentOutOfRangeException(nameof(settings)),
        },
        .. settings.EmaMomentum is null ? Array.Empty<string>() : ["average"],
    ];

    // In double: one after the other in float32, a hundred thousand squares would lose digits that Keras keeps.
    private static T SumOfSquares(T[][] arrays)
    {
        double sum = 0;
        foreach (T[] array in arrays)
        {
            foreach (T value in array)
            {
                double wide = double.CreateTruncating(value);
                sum += wide * wide;
            }
        }

        return Typed(sum);
    }

    private static void Change(T[] values, Func<T, T> change)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = change(values[i]);
        }
    }

    private static T Typed(double value) => T.CreateTruncating(value);
}
