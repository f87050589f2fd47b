using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Torch;

namespace FashionRef.Speed;

/// <summary>What the forms are called and how they are made.</summary>
internal static class SpeedForms
{
    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<SpeedForm> All { get; } = Enum.GetValues<SpeedForm>();

    /// <summary>The word for a form, for example <c>torch-plain</c>.</summary>
    /// <param name="form">The form.</param>
    public static string Name(SpeedForm form) => form switch
    {
        SpeedForm.TorchPlain => $"{TorchEngine.EngineName}-plain",
        SpeedForm.Torch => TorchEngine.EngineName,
        _ => ExactEngine.EngineName,
    };

    /// <summary>The engine that computes in a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="threads">How many threads it uses, at least 1.</param>
    /// <param name="clock">Notes the parts of a step.</param>
    /// <exception cref="FashionRefException">It cannot be loaded on this machine (exit code 3).</exception>
    public static IEngine CreateEngine(SpeedForm form, int threads, StepClock clock) => form switch
    {
        SpeedForm.TorchPlain => new TorchEngine(threads) { Form = TorchForm.Plain, Clock = clock },
        SpeedForm.Torch => new TorchEngine(threads) { Form = TorchForm.Fast, Clock = clock },
        _ => new ExactEngine(threads) { Clock = clock },
    };

    /// <summary>
    /// The vectors that a form computes with in this process, for example <c>512 bits</c> or libtorch's word <c>AVX512</c>; null where
    /// that cannot be had.
    /// </summary>
    /// <param name="form">The form, whose engine has been made.</param>
    public static string? Vectors(SpeedForm form) => form == SpeedForm.Exact
        ? FormattableString.Invariant($"{LaneWidth.Best * 8 * sizeof(float)} bits")
        : AtenCapability.Read();
}
