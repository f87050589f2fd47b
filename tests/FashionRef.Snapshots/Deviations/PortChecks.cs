using FashionRef.Data;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Tests.Parity;

namespace FashionRef.Snapshots.Deviations;

/// <summary>The project's checks, in a fixed order, applied to a port.</summary>
/// <param name="data">Fashion-MNIST.</param>
internal sealed class PortChecks(Dataset data)
{
    // A mistake is caught in as few steps as possible; ten pass three marks.
    private static readonly int[] Float64Steps = [1, 2, 10];
    private static readonly int[] Float32Steps = [2];

    /// <summary>The first check that says no, or null.</summary>
    public Detection? First(Port port)
    {
        BuiltModel model = port.Model(NotebookModels.Get(port.Number)).Build();
        return Parameters(port, model)
            ?? FitChecks.First(port.Fit)
            ?? Parity(port, model, Precision.Float64, Float64Steps)
            ?? Parity(port, model, Precision.Float32, Float32Steps)
            ?? TieCheck.First(port.Steps);
    }

    private static Detection? Parameters(Port port, BuiltModel model)
    {
        BuiltModel right = NotebookModels.Get(port.Number).Build();
        return Detection.OfCount("parameter count", model.ParameterCount, right.ParameterCount)
            ?? Detection.OfCount("non-trainable parameters", model.NonTrainableParameterCount, right.NonTrainableParameterCount);
    }

    private Detection? Parity(Port port, BuiltModel model, Precision precision, int[] stepCounts)
    {
        Trace trace = KerasTraces.Read(port.Number, precision);
        Dataset read = new(port.Read(data.Train), port.Read(data.Test), data.Sha256);
        PortedEngine engine = new(port.Steps, precision);
        TraceReplay replay = new(trace, model, engine, read);
        return stepCounts.Select(steps => FirstDifference(trace, replay.Run(steps, _ => { }, CancellationToken.None)))
            .FirstOrDefault(detection => detection is not null);
    }

    private static Detection? FirstDifference(Trace trace, Replay replay)
    {
        string precision = trace.Precision == Precision.Float64 ? "float64" : "float32";
        ParityReport report = ParityReport.Of(trace, replay, ParityTolerances.Default(trace.Model, trace.Precision));
        return report.Rows.Select(row => Detection.OfRow($"parity {precision}: {row.Check}", row))
            .FirstOrDefault(detection => detection is not null);
    }
}
