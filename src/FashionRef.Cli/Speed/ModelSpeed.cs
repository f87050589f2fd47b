namespace FashionRef.Cli.Speed;

/// <summary>How fast all forms compute a model.</summary>
/// <param name="Model">Its number in the notebook.</param>
/// <param name="Forms">In the order of the tables.</param>
internal sealed record ModelSpeed(int Model, IReadOnlyList<FormSpeed> Forms)
{
    /// <summary>The figures of all forms.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="times">Of each form, plain libtorch and the fastest libtorch among them.</param>
    public static ModelSpeed Of(int model, IReadOnlyList<FormTimes> times)
    {
        FormTimes torchPlain = times.Single(form => form.Form == SpeedForm.TorchPlain);
        FormTimes torch = times.Single(form => form.Form == SpeedForm.Torch);
        return new ModelSpeed(model, [.. times.Select(form => FormSpeed.Of(form, torchPlain, torch))]);
    }
}
