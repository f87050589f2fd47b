using FashionRef.Data;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Tests.Parity;

namespace FashionRef.Snapshots.Deviations;

/// <summary>The project's checks, in a fixed order, applied to a port.</summary>
/// <param name="data">Fashion-MNIST.</param>
internal sealed class PortChecks(Dataset data)
{
    // How many steps, the mark that is looked at, and whether the whole test set is predicted there, which takes longer than the steps:
    // before the first step and after the last one. A mistake is caught in as few steps as possible.
    private static readonly (int Steps, int Mark, bool Predicts)[] Float64Replays = [(1, 0, true), (1, 1, false), (2, 2, false), (10, 10, true)];
    private static readonly (int Steps, int Mark, bool Predicts)[] Float32Replays = [(2, 0, true), (2, 1, false), (2, 2, true)];

    /// <summary>The first check that says no, or null.</summary>
    public Detection? First(Port port)
    {
        BuiltModel model = port.Model(NotebookModels.Get(port.Number)).Build();
        return Parameters(port, model)
            ?? FitChecks.First(port.Fit)
            ?? Parity(port, model, Precision.Float64, Float64Replays)
            ?? Parity(port, model, Precision.Float32, Float32Replays)
            ?? TieCheck.First(port.Steps);
    }

    private static Detection? Parameters(Port port, BuiltModel model)
    {
        BuiltModel right = NotebookModels.Get(port.Number).Build();
        return Detection.OfCount("parameter count", model.ParameterCount, right.ParameterCount)
            ?? Detection.OfCount("non-trainable parameters", model.NonTrainableParameterCount, right.NonTrainableParameterCount);
    }

    private Detection? Parity(Port port, BuiltModel model, Precision precision, (int Steps, int Mark, bool Predicts)[] replays)
    {
        Trace trace = KerasTraces.Read(port.Number, precision);
        Dataset read = new(port.ReadTrain(data.Train), port.ReadTest(data.Test), data.Sha256);
        PortedEngine engine = new(port.Steps, precision);
        return replays.Select(replay => FirstDifference(OfMark(trace, replay.Mark, replay.Predicts, port), model, engine, read, replay.Steps))
            .FirstOrDefault(detection => detection is not null);
    }

    // What a port predicts before the first step, the right port has shown for all that begin as it does.
    private static Trace OfMark(Trace trace, int mark, bool predicts, Port port) => trace with
    {
        Marks = trace.Marks.Where(other => other.Key == mark && (mark > 0 || !port.BeginsRight || port == Right(port.Number)))
            .ToDictionary(other => other.Key, other => predicts ? other.Value : other.Value with { Test = null }),
    };

    private static Port Right(int number) => new() { Number = number };

    private static Detection? FirstDifference(Trace trace, BuiltModel model, PortedEngine engine, Dataset read, int steps)
    {
        string precision = trace.Precision == Precision.Float64 ? "float64" : "float32";
        Replay replay = new TraceReplay(trace, model, engine, read).Run(steps, _ => { }, CancellationToken.None);
        ParityReport report = ParityReport.Of(trace, replay, ParityTolerances.Default(trace.Model, trace.Precision));
        return report.Rows.Select(row => Detection.OfRow($"parity {precision}: {row.Check}", row))
            .FirstOrDefault(detection => detection is not null);
    }
}
