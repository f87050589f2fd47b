using System.Globalization;
using System.Text;

namespace FashionRef.Models.Layers;

/// <summary>
/// A layer that only acts in training and gives its input back in inference: Dropout and its kin, noise, and the Random… layers
/// that change images. Those with a record of their own, Dropout, SpatialDropout2D and ActivityRegularization are computed in training.
/// </summary>
/// <param name="ClassName">Keras' class name.</param>
public record TrainingOnly(string ClassName) : Layer
{
    /// <summary>The share that a dropout leaves out, in [0, 1); 0 for others.</summary>
    public double Rate { get; init; }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Rate), Rate, 0.0));

    /// <inheritdoc/>
    public override string TypeName => ClassName;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <summary>Refuses what cannot act in training; in inference it does not matter.</summary>
    /// <exception cref="FashionRefException">The class is none that is computed in training, or a setting is out of its range (bad request).</exception>
    public virtual void RequireTrainable()
    {
        if (ClassName is not ("Dropout" or "SpatialDropout2D" or "ActivityRegularization"))
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"{Title} is not computed in training. Those that are: Dropout, SpatialDropout2D, ActivityRegularization, GaussianNoise, GaussianDropout, RandomFlip, "
                + "RandomTranslation, RandomRotation, RandomZoom and RandomContrast. Train a model without it.");
        }

        RequireRate();
    }

    /// <summary>Throws an error that names the layer if a rate is not in [0, 1).</summary>
    private protected void RequireRate() => Require(Rate is >= 0 and < 1, "rate", Rate, "numbers from 0 to below 1: at 1 nothing would be left to divide by");

    /// <summary>Throws an error that names the layer if a setting is out of its range.</summary>
    /// <param name="isLegal">Whether it is not.</param>
    /// <param name="setting">Keras' name of it.</param>
    /// <param name="value">Its value.</param>
    /// <param name="legal">What is legal.</param>
    private protected void Require(bool isLegal, string setting, object value, string legal)
    {
        if (!isLegal)
        {
            throw new FashionRefException(FaultKind.BadRequest, string.Create(CultureInfo.InvariantCulture, $"{Title} has {setting} = {value}. Legal are {legal}."));
        }
    }
}

/// <summary>In training, <c>x + stddev·z</c> with normal numbers z.</summary>
/// <param name="Stddev">The noise's standard deviation, from 0 on.</param>
public sealed record GaussianNoise(double Stddev) : TrainingOnly(nameof(GaussianNoise))
{
    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => Print(builder, (nameof(Stddev), Stddev, null));

    /// <inheritdoc/>
    public override void RequireTrainable() => Require(Stddev >= 0 && double.IsFinite(Stddev), "stddev", Stddev, "finite numbers from 0 on");
}

/// <summary>In training, <c>x·(1 + sqrt(rate/(1 - rate))·z)</c> with normal numbers z and <see cref="TrainingOnly.Rate"/>.</summary>
public sealed record GaussianDropout() : TrainingOnly(nameof(GaussianDropout))
{
    /// <summary>The standard deviation of the factors.</summary>
    public double Stddev => Math.Sqrt(Rate / (1 - Rate));

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder) => base.PrintMembers(builder);

    /// <inheritdoc/>
    public override void RequireTrainable() => RequireRate();
}
