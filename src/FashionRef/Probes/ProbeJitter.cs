using FashionRef.Engines;
using FashionRef.Training;

namespace FashionRef.Probes;

/// <summary>Errors as small as rounding, to see how far right programs can be apart: kernels of other programs sum in other orders.</summary>
public static class ProbeJitter
{
    private const double Size = 6e-8;

    // Streams below are of initial weights and shuffles.
    private const int FirstStream = 0xC000;

    /// <summary>The state with every weight off by up to 6e-8 of itself, half a unit in a float32's last place.</summary>
    /// <param name="state">The state.</param>
    /// <param name="number">Which errors, from 1; each number has others.</param>
    public static TrainerState Of(TrainerState state, int number)
    {
        ArgumentNullException.ThrowIfNull(state);
        RandomNumbers random = new(number, FirstStream);
        return state with
        {
            Weights =
            [
                .. state.Weights.Select(weight => weight with { Values = [.. weight.Values.Select(value => (double)(float)(value * (1 + (Size * ((2 * random.Unit()) - 1)))))] }),
            ],
        };
    }
}
