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

    // As it is read, as double, and a copy of that.
    private const int BytesOfValue = 4 * sizeof(double);

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
        RequireMemory(memory, $"'{name}' needs", "for its weights and for the numbers between its layers");

        if (!(cost.MultiplyAdds <= MultiplyAdds))
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{name}' needs {cost.MultiplyAdds:E1} multiply-adds for one input, and at most {MultiplyAdds:E1} are done."))
            { Remedy = Remedy.RaiseTheLimits };
        }
    }

    /// <summary>Refuses more samples than have room with their outputs, before they are read or computed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">How many.</param>
    /// <exception cref="FashionRefException">They need more memory (bad request).</exception>
    public void RequireSamples(BuiltModel model, double samples)
    {
        ArgumentNullException.ThrowIfNull(model);
        double values = samples * ((double)model.InputShape.Count + model.OutputShape.Count);
        RequireMemory(values * BytesOfValue, Invariant($"{samples:N0} {(samples == 1 ? "input needs" : "inputs need")}"), $"with {(samples == 1 ? "its" : "their")} outputs of shape {model.OutputShape}");
    }

    private void RequireMemory(double memory, string who, string what)
    {
        if (!(memory <= Memory))
        {
            throw new FashionRefException(
                FaultKind.BadRequest, Invariant($"{who} {memory / 1e9:G3} GB {what}, and at most {Memory / 1e9:G3} GB may be used."))
            { Remedy = Remedy.RaiseTheLimits };
        }
    }
}
