using System.Globalization;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Cli;

/// <summary>The engines that this program was built with. The .NET tool comes without the torch engine and libtorch's 500 MB.</summary>
internal static partial class InstalledEngines
{
    private static readonly List<InstalledEngine> All = Find();

    /// <summary>Their names, as <c>--engine</c> takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(engine => engine.Name)];

    /// <summary>The engine to use where none is named and the choice does not matter.</summary>
    public static string Default => Has(KnownEngines.Default) ? KnownEngines.Default : Names[0];

    /// <summary>Whether this program was built with an engine.</summary>
    /// <param name="name">The engine's name.</param>
    public static bool Has(string name) => Names.Contains(name);

    /// <summary>Creates an engine.</summary>
    /// <param name="name">One of <see cref="KnownEngines.Names"/>.</param>
    /// <param name="threads">How many threads it uses, at least 1.</param>
    /// <param name="precision">What it computes with.</param>
    /// <exception cref="FashionRefException">
    /// There is no such engine in this program, or it does not compute with that precision (bad request), or it cannot be loaded on this
    /// machine (machine cannot).
    /// </exception>
    public static IEngine Create(string name, int threads, Precision precision = Precision.Float32) =>
        Find(name).Create(new EngineRequest(threads, precision));

    /// <summary>The hash of the code that makes a run here.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <exception cref="FashionRefException">Its engine is not in this program (bad request), or cannot be loaded (machine cannot).</exception>
    public static string CodeOf(RunSettings settings) => Create(settings.Engine, settings.Threads).Code;

    /// <summary>One engine, with what only the benchmark needs.</summary>
    /// <param name="name">The engine's name.</param>
    /// <exception cref="FashionRefException">There is no such engine in this program (bad request).</exception>
    public static InstalledEngine Find(string name) => All.Find(engine => engine.Name == name) ?? throw new FashionRefException(
        FaultKind.BadRequest,
        KnownEngines.Names.Contains(name)
            ? $"This program was built without the engine '{name}'. It has {string.Join(" and ", Names)}: name that with --engine. The repository's own program (src/FashionRef.Cli) has both."
            : $"There is no engine '{name}': legal are {string.Join(" and ", Names)}.");

    /// <summary>Puts another engine in the place of the one of its name: to measure what is around an engine.</summary>
    /// <param name="engine">The other engine.</param>
    internal static void Substitute(InstalledEngine engine) => All[All.FindIndex(installed => installed.Name == engine.Name)] = engine;

    static partial void AddTorch(List<InstalledEngine> engines);

    private static List<InstalledEngine> Find()
    {
        List<InstalledEngine> engines = [];
        AddTorch(engines);
        engines.Add(new InstalledEngine(KnownEngines.Exact, CreateExact, () => null));
        return engines;
    }

    private static ExactEngine CreateExact(EngineRequest request) => request.Precision == Precision.Float32
        ? new ExactEngine(request.Threads) { Clock = request.Clock }
        : throw new FashionRefException(
            FaultKind.BadRequest,
            $"Engine '{KnownEngines.Exact}' does not compute in {request.Precision.ToString().ToLower(CultureInfo.InvariantCulture)}: legal is float32. "
            + $"For float64 take --engine {KnownEngines.Torch}.");
}
