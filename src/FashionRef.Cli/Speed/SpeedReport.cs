namespace FashionRef.Cli.Speed;

/// <summary>A whole measurement: the JSON of <c>benchmark --json</c>.</summary>
/// <param name="Format"><see cref="Format2"/>.</param>
/// <param name="Settings">How it was measured.</param>
/// <param name="Machine">Where.</param>
/// <param name="Models">In the notebook's order.</param>
internal sealed record SpeedReport(string Format, SpeedSettings Settings, SpeedMachine Machine, IReadOnlyList<ModelSpeed> Models)
{
    /// <summary>The format's name; its number changes when readers of this one would misread it.</summary>
    public const string Format2 = "fashionref-benchmark-2";
}

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

/// <summary>How it was measured.</summary>
/// <param name="Threads">Threads of each engine.</param>
/// <param name="Rounds">Blocks of each form.</param>
/// <param name="Steps">Timed training steps of a block.</param>
/// <param name="BatchSize">Images of a step.</param>
internal sealed record SpeedSettings(int Threads, int Rounds, int Steps, int BatchSize)
{
    /// <summary>For people, for example <c>2 threads, 10 rounds of 20 steps of 128 images</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Counted(Threads, "thread")}, {Counted(Rounds, "round")} of {Counted(Steps, "step")} of {BatchSize} images");

    private static string Counted(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
