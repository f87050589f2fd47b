using System.Collections.Immutable;
using System.Globalization;
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
    public virtual string TypeName => GetType().Name;

    /// <summary>The layer's own name; null for the one that a Keras session gives it.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the optimizer updates its trainable weights.</summary>
    public bool IsTrainable { get; init; } = true;

    /// <summary>The type of its weights in files.</summary>
    public NumberType WeightType { get; init; }

    /// <summary>The type that Keras computes it in; here it is always float32 or float64.</summary>
    public NumberType ComputesIn { get; init; }

    /// <summary>What weights hold before the first step where it is not as usual, by their names, for example <c>kernel</c>.</summary>
    public ImmutableSortedDictionary<string, Initializer> Initializers { get; init; } = ImmutableSortedDictionary<string, Initializer>.Empty;

    /// <summary>Penalties by the names of the weights, for example <c>kernel</c>.</summary>
    public ImmutableSortedDictionary<string, Regularizer> Regularizers { get; init; } = ImmutableSortedDictionary<string, Regularizer>.Empty;

    /// <summary>What weights must be after every step, by their names.</summary>
    public ImmutableSortedDictionary<string, WeightConstraint> Constraints { get; init; } = ImmutableSortedDictionary<string, WeightConstraint>.Empty;

    /// <summary>The penalty on its outputs, divided by the batch size; null for none.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

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

    /// <summary>Appends settings, but those that are as usual.</summary>
    /// <param name="builder">Receives them.</param>
    /// <param name="settings">Each with its usual value, or null where it has none.</param>
    private protected static bool Print(StringBuilder builder, params ReadOnlySpan<(string Name, object Value, object? Usual)> settings)
    {
        string separator = "";
        foreach ((string name, object value, object? usual) in settings)
        {
            if (!value.Equals(usual))
            {
                builder.Append(CultureInfo.InvariantCulture, $"{separator}{name} = {Text(value)}");
                separator = ", ";
            }
        }

        return separator.Length > 0;
    }

    // An array prints its type's name by itself.
    private static string Text(object value) => value is System.Collections.IEnumerable values and not string
        ? $"({string.Join(", ", values.Cast<object>().Select(each => Convert.ToString(each, CultureInfo.InvariantCulture)))})"
        : string.Create(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Throws an error that names the layer if an input has the wrong number of axes.</summary>
    private protected void RequireRank(Shape input, int rank, string remedy)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != rank)
        {
            throw Unfit(input, $"It takes inputs with {rank} axes besides the batch. {remedy}");
        }
    }

    /// <summary>Throws an error that names the layer if an input has no axis besides the batch.</summary>
    private protected void RequireAxis(Shape input)
    {
        if (input.Rank == 0)
        {
            throw Unfit(input, "It takes inputs with at least one axis besides the batch.");
        }
    }

    /// <summary>Throws an error that names the layer if a setting is too small.</summary>
    /// <param name="least">The least that is legal.</param>
    /// <param name="settings">Settings with their names.</param>
    private protected void RequireAtLeast(int least, params ReadOnlySpan<(string Name, Size2D Value)> settings)
    {
        foreach ((string name, Size2D value) in settings)
        {
            if (Math.Min(value.Height, value.Width) < least)
            {
                throw new FashionRefException(
                    FaultKind.BadRequest, string.Create(CultureInfo.InvariantCulture, $"{Title} has {name} = {value}. Legal are {least} and more."));
            }
        }
    }

    /// <summary>The sizes of an input that is an image.</summary>
    private protected ImageAxes Image(Shape input, DataFormat format)
    {
        RequireRank(input, 3, "Put it before Flatten.");
        return ImageAxes.Of(input, format);
    }

    /// <summary>The sizes of windows' places on an image; each window must fit.</summary>
    private protected ImageAxes Places(ImageAxes image, Window rows, Window columns, int channels)
    {
        if (Math.Max(rows.Reach, columns.Reach) > int.MaxValue)
        {
            throw Unfit(image.Shape, string.Create(CultureInfo.InvariantCulture, $"A window of {rows.Reach} x {columns.Reach} is not computed: {int.MaxValue} rows and columns are the most."));
        }

        long height = rows.Places(image.Height);
        long width = columns.Places(image.Width);
        return height < 1 || width < 1
            ? throw Unfit(image.Shape, string.Create(CultureInfo.InvariantCulture, $"A window of {rows.Reach} x {columns.Reach} needs at least as many rows and columns, or padding 'same'."))
            : new ImageAxes((int)height, (int)width, channels, image.Format);
    }

    /// <summary>An axis counted from the batch axis, or from the last one if it is negative, as an axis of one sample.</summary>
    private protected int OwnAxis(Shape input, int axis)
    {
        int own = axis < 0 ? input.Rank + axis : axis - 1;
        return own >= 0 && own < input.Rank
            ? own
            : throw Unfit(input, string.Create(CultureInfo.InvariantCulture, $"Its axis {axis} is none of such an input; legal are 1 to {input.Rank}, and -{input.Rank} to -1."));
    }

    /// <summary>A size that was computed; it must be one that an array can have.</summary>
    private protected int Size(Shape input, long size) => size is >= 1 and <= int.MaxValue
        ? (int)size
        : throw Unfit(input, string.Create(CultureInfo.InvariantCulture, $"An axis of its output would have the size {size}; legal are 1 to {int.MaxValue}."));

    /// <summary>The error for an input that the layer cannot take.</summary>
    private protected FashionRefException Unfit(Shape input, string rule) =>
        new(FaultKind.BadRequest, $"{Title} got an input of shape {input}. {rule}");

    /// <summary>The layer's class, with its name if it has one.</summary>
    private protected string Title => Name is null ? TypeName : $"{TypeName} '{Name}'";
}
