using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Probes;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Probes;

/// <summary>Packs of probes: kept ones are used, others are made.</summary>
/// <param name="data">Fashion-MNIST.</param>
/// <param name="threads">Threads of the engine that makes a pack; the bits do not depend on them.</param>
/// <param name="console">Where progress goes.</param>
internal sealed class ProbePackAtHand(Dataset data, int threads, IAnsiConsole console)
{
    /// <summary>Where a model's pack is kept.</summary>
    /// <param name="artifacts">The folder of all output.</param>
    /// <param name="model">1 or 2.</param>
    public static string FolderOf(string artifacts, int model) => Path.Combine(artifacts, "probes", Invariant($"model{model}"));

    /// <summary>The pack that is expected, from its folder or made there.</summary>
    /// <param name="folder">The pack's folder.</param>
    /// <param name="model">1 or 2.</param>
    /// <param name="hash">The expected pack's hash; null where nothing is expected, and any pack of the model will do.</param>
    /// <param name="cancellationToken">Stops the making.</param>
    public ProbePack Get(string folder, int model, string? hash, CancellationToken cancellationToken) =>
        ProbePackFile.ReadIfThere(folder, model, hash) ?? Make(folder, model, cancellationToken);

    /// <summary>An engine's answers to a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="program">What to call it.</param>
    /// <param name="jitter">The number of its errors, or 0.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public ProbeAnswers Answer(ProbePack pack, IEngine engine, string program, int jitter, CancellationToken cancellationToken)
    {
        using StepCounter counter = new(console.Profile.Out.Writer, pack.Points.Count, Terminal.IsInteractive(console), "probe");
        return jitter == 0
            ? ProbeAnswers.Of(pack, engine, program, data, change: null, counter.Show, cancellationToken)
            : ProbeAnswers.Of(pack, engine, Invariant($"{program}, jitter {jitter}"), data, state => ProbeJitter.Of(state, jitter), counter.Show, cancellationToken);
    }

    private ProbePack Make(string folder, int model, CancellationToken cancellationToken)
    {
        if (ProbePackFile.IsThere(folder))
        {
            Terminal.Lines(console).WriteLine(Invariant($"The pack in '{OutsideText.Line(folder)}' is damaged, or not the one that is expected: it is made again."));
        }

        Terminal.Lines(console).WriteLine(Invariant($"{NotebookModels.Title(model)}: {ProbePlan.Steps[^1]:N0} steps of engine exact make the states of the probes, once; they are kept in '{OutsideText.Line(folder)}'."));
        using StepCounter counter = new(console.Profile.Out.Writer, ProbePlan.Steps[^1], Terminal.IsInteractive(console));
        return ProbePackFile.Make(folder, model, new ExactEngine(threads), data.Train, counter.Show, cancellationToken);
    }
}
