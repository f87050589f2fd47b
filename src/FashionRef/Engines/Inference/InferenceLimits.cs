using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Engines.Inference;

/// <summary>What a model from a stranger may need: a file of some bytes can ask for any memory and any time.</summary>
/// <param name="Memory">Bytes for activations and weights.</param>
/// <param name="MultiplyAdds">Multiplications with additions for one sample.</param>
public sealed record InferenceLimits(double Memory, double MultiplyAdds)
{
    private const int BytesOfWeight = sizeof(double) + sizeof(float);
    private const int BytesOfActivation = sizeof(float);

    /// <summary>Two gigabytes, and 100 thousand million multiply-adds: twenty times the largest usual image classifier.</summary>
    public static InferenceLimits Usual { get; } = new(2e9, 1e11);

    /// <summary>Refuses a model that needs more, before any buffer is made.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="FashionRefException">It needs more (bad request).</exception>
    public void Require(BuiltModel model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        InferenceCost cost = InferenceCost.Of(model);
        double memory = (cost.PeakActivations * BytesOfActivation * Environment.ProcessorCount) + ((double)model.ParameterCount * BytesOfWeight);
        if (!(memory <= Memory))
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{name}' needs {memory / 1e9:N1} GB for its weights and for the numbers between its layers, and at most {Memory / 1e9:N1} GB may be used."))
            { Remedy = Remedy.RaiseTheLimits };
        }

        if (!(cost.MultiplyAdds <= MultiplyAdds))
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{name}' needs {cost.MultiplyAdds:E1} multiply-adds for one input, and at most {MultiplyAdds:E1} are done."))
            { Remedy = Remedy.RaiseTheLimits };
        }
    }
}
