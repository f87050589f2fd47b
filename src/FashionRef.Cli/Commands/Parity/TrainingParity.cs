using System.CommandLine;
using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Parity.Compiled;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Parity;

/// <summary><c>parity</c> for a training trace of any model, which brings its own tolerances.</summary>
internal static class TrainingParity
{
    /// <summary>Replays the trace and prints a table.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">Stops it after the current step.</param>
    /// <exception cref="FashionRefException">The trace, or an option, is wrong (bad request).</exception>
    public static async Task<int> RunAsync(ParseResult parse, ParityOptions options, CancellationToken cancellationToken)
    {
        string path = parse.GetRequiredValue(options.Trace);
        options.RefuseTolerances(parse, path);
        TrainingTrace trace = TrainingTrace.Read(path);
        int steps = options.Steps(parse, trace.Steps);
        CompiledModel compiled = trace.Compile();
        IAnsiConsole console = Terminal.Progress(parse);
        string engineName = parse.GetValue(options.Engine) ?? KnownEngines.DefaultFor(trace.Precision);
        Precision precision = KnownEngines.HasSameBitsEverywhere(engineName) ? Precision.Float32 : trace.Precision;
        IEngine engine = InstalledEngines.Find(engineName).Create(new EngineRequest(parse.GetValue(options.Threads), precision) { HasPlainConstants = true });
        Dataset data = await DatasetAccess.OpenAsync(
            parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts), console, cancellationToken).ConfigureAwait(false);
        Terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{OutsideText.Line(trace.Name)}, {trace.Dtype}, from Keras {OutsideText.Line(trace.Keras ?? "of an unnamed version")}: {compiled.Optimizer.Kind}, {compiled.Loss.Kind}, "
            + $"{compiled.Model.ParameterCount:N0} parameters; {steps} of {trace.Steps} steps of {trace.BatchSize}, engine {engine.Name} in {precision.ToString().ToLowerInvariant()}"));
        ParityReport report;
        using (StepCounter counter = new(console.Profile.Out.Writer, steps, Terminal.IsInteractive(console)))
        {
            report = new TrainingReplay(trace, engine, data.Train).Run(steps, counter.Show, cancellationToken);
        }

        Terminal.Output.WriteLine();
        Terminal.Output.WriteLine(ParityTable.Format(report));
        Terminal.Output.WriteLine(report.IsEqual ? "Equal to Keras, as near as right programs are." : "Different from Keras.");
        return (int)(report.IsEqual ? ExitCode.Done : ExitCode.CheckFailed);
    }
}
