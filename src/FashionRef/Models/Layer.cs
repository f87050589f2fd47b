using System.Collections.Immutable;
using System.Text;

namespace FashionRef.Models;

/// <summary>
/// A layer as data: its settings, output shape and weights. Engines
/// compute it.
/// </summary>
public abstract record Layer
{
    private protected Layer()
    {
    }

    /// <summary>Keras' class name, for example <c>Conv2D</c>.</summary>
    public string TypeName => GetType().Name;

    /// <summary>The shape of the output for one sample.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    /// <exception cref="FashionRefException">The layer does not take such an input (bad request).</exception>
    public abstract Shape OutputShape(Shape input);

    /// <summary>The weights, in Keras' order.</summary>
    /// <param name="input">The shape of the input for one sample.</param>
    public virtual ImmutableArray<WeightSpec> Weights(Shape input) => [];

    /// <summary>As text, for example <c>Dense with Units = 64, Activation = Relu</c>.</summary>
    public sealed override string ToString()
    {
        StringBuilder settings = new();
        return PrintMembers(settings) ? $"{TypeName} with {settings}" : TypeName;
    }

    /// <summary>Appends nothing: the name is not a setting.</summary>
    /// <param name="builder">Receives the settings.</param>
    protected virtual bool PrintMembers(StringBuilder builder) => false;

    /// <summary>Throws an error that names the layer if an input has the wrong number of axes.</summary>
    private protected void RequireRank(Shape input, int rank, string remedy)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != rank)
        {
            throw Unfit(input, $"It takes inputs with {rank} axes besides the batch. {remedy}");
        }
    }

    /// <summary>The error for an input that the layer cannot take.</summary>
    private protected FashionRefException Unfit(Shape input, string rule) =>
        new(FaultKind.BadRequest, $"{TypeName} got an input of shape {input}. {rule}");
}
