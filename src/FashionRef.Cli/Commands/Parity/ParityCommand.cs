using System.CommandLine;
using System.Globalization;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Parity.Compiled;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Parity;

/// <summary><c>parity</c>: replays what Keras computed, step by step, and compares.</summary>
internal static class ParityCommand
{
    public static Command Create()
    {
        ParityOptions options = new();
        Command command = new(
            "parity",
            "Replay a recorded training of Keras step by step, and compare: exit code 1 when they differ. "
            + "docs/parity.md has the default tolerances.");
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            // Report a wrong request before fetching data.
            if (TrainingTrace.IsOne(parse.GetRequiredValue(options.Trace)))
            {
                return await TrainingParity.RunAsync(parse, options, cancellationToken).ConfigureAwait(false);
            }

            Trace trace = TraceFile.Read(parse.GetRequiredValue(options.Trace));
            int steps = options.Steps(parse, trace);
            ParityTolerances tolerances = options.Tolerances(parse, trace, steps);
            options.RefuseStepsWithoutWeights(parse, trace, tolerances);
            IAnsiConsole console = Terminal.Progress(parse);
            TextWriter output = Terminal.Output;
            IEngine engine = InstalledEngines.Create(
                parse.GetValue(options.Engine) ?? KnownEngines.DefaultFor(trace.Precision), parse.GetValue(options.Threads), trace.Precision);
            Dataset data = await DatasetAccess.OpenAsync(
                parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts), console, cancellationToken).ConfigureAwait(false);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{NotebookModels.Title(trace.Model)}, {trace.Precision.ToString().ToLowerInvariant()}, seed {trace.Seed}, offset {trace.Offset}"
                + $"{Origin(trace)}: {steps} of {trace.Steps.Count} steps, engine {engine.Name} with {parse.GetValue(options.Threads)} threads"));
            TraceReplay replay = new(trace, NotebookModels.Get(trace.Model).Build(), engine, data);
            ParityReport report = ParityReport.Of(trace, Run(replay, steps, console, cancellationToken), tolerances);
            output.WriteLine();
            output.WriteLine(ParityTable.Format(report));
            output.WriteLine(report.IsEqual ? $"Equal to Keras within these tolerances{Limits(trace, steps, tolerances)}." : "Different from Keras.");
            return (int)(report.IsEqual ? ExitCode.Done : ExitCode.CheckFailed);
        });
        return command;
    }

    // Do not claim equality for what was not compared.
    private static string Limits(Trace trace, int steps, ParityTolerances tolerances)
    {
        if (trace.FirstTrained(step => step <= steps && tolerances.JudgesWeightsAfter(step)) is not null)
        {
            return "";
        }

        string why = trace.FirstTrained(_ => true) is { } first
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"the first in it is after step {first}, and right programs agree on weights through step {tolerances.Weights[^1].Step}. --weight-tolerance judges them all")
            : "none is in it";
        return $", as far as losses, right answers and first gradients go. No trained weights of the trace were judged: {why}";
    }

    private static string Origin(Trace trace) => trace.Keras is null ? string.Empty : $", from Keras {trace.Keras} on {trace.Backend ?? "an unnamed back end"}";

    private static Replay Run(TraceReplay replay, int steps, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using StepCounter counter = new(console.Profile.Out.Writer, steps, Terminal.IsInteractive(console));
        return replay.Run(steps, counter.Show, cancellationToken);
    }
}
