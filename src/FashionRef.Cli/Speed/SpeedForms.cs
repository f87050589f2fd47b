using FashionRef.Engines;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Cli.Speed;

/// <summary>The forms' names, and their engines.</summary>
internal static class SpeedForms
{
    /// <summary>Those whose engine this program has, in the order of the tables.</summary>
    public static IReadOnlyList<SpeedForm> All { get; } = [.. Enum.GetValues<SpeedForm>().Where(form => InstalledEngines.Has(EngineOf(form)))];

    /// <summary>Refuses a comparison when this program lacks one of its engines.</summary>
    /// <exception cref="FashionRefException">It does (bad request).</exception>
    public static void RequireAll()
    {
        if (All.Count < Enum.GetValues<SpeedForm>().Length)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"This program was built without the engine '{KnownEngines.Torch}', and the benchmark compares both. The repository's own program (src/FashionRef.Cli) has both; "
                + $"'--load N' measures '{KnownEngines.Exact}' alone.");
        }
    }

    /// <summary>The word for a form, for example <c>torch-plain</c>.</summary>
    /// <param name="form">The form.</param>
    public static string Name(SpeedForm form) => form == SpeedForm.TorchPlain ? $"{EngineOf(form)}-plain" : EngineOf(form);

    /// <summary>The engine that computes in a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="threads">How many threads it uses, at least 1.</param>
    /// <param name="clock">Notes the parts of a step.</param>
    /// <exception cref="FashionRefException">It cannot be loaded on this machine (machine cannot).</exception>
    public static IEngine CreateEngine(SpeedForm form, int threads, StepClock clock) =>
        InstalledEngines.Find(EngineOf(form)).Create(new EngineRequest(threads, Clock: clock, IsPlain: form == SpeedForm.TorchPlain));

    /// <summary>
    /// The vectors that a form computes with in this process, for example <c>512 bits</c> or libtorch's word <c>AVX512</c>; null where
    /// that is not known.
    /// </summary>
    /// <param name="form">The form, whose engine has been made.</param>
    public static string? Vectors(SpeedForm form) => form == SpeedForm.Exact
        ? FormattableString.Invariant($"{VectorHardware.Current().ExactLanes * 8 * sizeof(float)} bits")
        : InstalledEngines.Find(EngineOf(form)).Capability();

    private static string EngineOf(SpeedForm form) => form == SpeedForm.Exact ? KnownEngines.Exact : KnownEngines.Torch;
}

/// <summary>A way to compute the models whose speed is measured, in the order of the tables.</summary>
internal enum SpeedForm
{
    /// <summary>libtorch as a straightforward port uses it: what the others are compared with.</summary>
    TorchPlain,

    /// <summary>libtorch in its fastest form here.</summary>
    Torch,

    /// <summary>This project's kernels.</summary>
    Exact,
}
