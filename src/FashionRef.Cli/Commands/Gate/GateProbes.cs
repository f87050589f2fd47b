using FashionRef.Cli.Commands.Probes;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Probes;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>The gate's checks that need no whole run: the answers to probes, from a file or by an engine of this program.</summary>
/// <param name="expectations">The folder with what right programs answer.</param>
/// <param name="data">Fashion-MNIST.</param>
/// <param name="console">Where progress goes.</param>
internal sealed class GateProbes(string expectations, Dataset data, IAnsiConsole console)
{
    private const string Renewal = ".ci/probes";

    /// <summary>Judges another program's answers.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="file">Their file, for messages.</param>
    /// <exception cref="FashionRefException">They are to another pack, or the expected ones cannot be read (bad request).</exception>
    public IReadOnlyList<GateCheck> Judge(ProbeAnswers answers, string file)
    {
        ProbeReference reference = ProbeReferenceFile.Read(expectations, answers.Model);
        return answers.Pack == reference.Pack
            ? new ProbeCheck(reference, data.Test).Of(answers)
            : throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{file}' answers the pack '{OutsideText.Line(answers.Pack)}', but must answer {reference.Pack}. Make that pack with 'probes --model {answers.Model}', and answer it."));
    }

    /// <summary>Judges an engine of this program; the states are made where they are not at hand.</summary>
    /// <param name="model">1 or 2.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="threads">Of the engine that makes the states.</param>
    /// <param name="folder">Where the states are kept.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IReadOnlyList<GateCheck> Judge(int model, IEngine engine, int threads, string folder, CancellationToken cancellationToken)
    {
        string path = ProbeReferenceFile.PathOf(expectations, model);
        if (!File.Exists(path))
        {
            return [ProbeCheck.OfNone(model, $"'{path}' does not exist.")];
        }

        ProbeReference reference = ProbeReferenceFile.Read(expectations, model);
        ProbeCheck check = new(reference, data.Test);
        ProbePackAtHand packs = new(data, threads, console);
        ProbePack pack = packs.Get(folder, model, reference.Pack, cancellationToken);
        return pack.Pack == reference.Pack
            ? check.Of(packs.Answer(pack, engine, engine.Name, jitter: 0, cancellationToken))
            : [check.OfOtherPack(pack.Pack, Renewal)];
    }
}
