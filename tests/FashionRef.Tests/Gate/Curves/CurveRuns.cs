using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Curves;

/// <summary>Runs whose curves are a known distance from the references that start alike.</summary>
internal static class CurveRuns
{
    /// <summary>The mean curve of a seed's references, with one figure off by so many of its spreads; the others stay.</summary>
    public static GateRun Off(GateReference reference, StudyFigure figure, double t, int seed, string engine = "exact")
    {
        SeedRun[] references = [.. reference.Runs.Runs.Where(run => run.Seed == seed)];
        double sigma = reference.Expectation.Paired!.Figures.Single(of => of.Figure == figure) is var spread && engine == reference.Runs.Engine ? spread.Sigma : spread.OtherSigma;
        double shift = t * sigma * Math.Sqrt(1 + (1.0 / references.Length));
        EpochMetrics[] mean =
        [
            .. Enumerable.Range(0, 10).Select(epoch => new EpochMetrics(
                epoch + 1,
                references.Average(run => run.Metrics[epoch].Accuracy),
                Math.Exp(references.Average(run => Math.Log(run.Metrics[epoch].Loss))),
                references.Average(run => run.Metrics[epoch].ValAccuracy),
                Math.Exp(references.Average(run => Math.Log(run.Metrics[epoch].ValLoss))),
                0)),
        ];
        GateRun run = PortRuns.Run(references[0], reference.Expectation.Model, engine);
        EpochMetrics[] shifted = [.. mean.Zip(run.Record.History, (epoch, own) => Shifted(epoch, figure, shift) with { Feed = own.Feed })];

        // The last epoch has the run's result, and the one before makes up for that.
        (EpochMetrics last, EpochMetrics before, EpochMetrics own) = (shifted[^1], shifted[^2], run.Record.History[^1]);
        shifted[^1] = last with { ValAccuracy = own.ValAccuracy, ValLoss = own.ValLoss };
        shifted[^2] = before with { ValAccuracy = before.ValAccuracy + last.ValAccuracy - own.ValAccuracy, ValLoss = before.ValLoss * last.ValLoss / own.ValLoss };
        return run with { Record = run.Record with { History = shifted } };
    }

    private static EpochMetrics Shifted(EpochMetrics epoch, StudyFigure figure, double shift) => figure switch
    {
        StudyFigure.FirstLogTrainingLoss => epoch.Epoch == 1 ? epoch with { Loss = epoch.Loss * Math.Exp(shift) } : epoch,
        _ when epoch.Epoch == 1 => epoch,
        StudyFigure.MeanLogTrainingLoss => epoch with { Loss = epoch.Loss * Math.Exp(shift) },
        StudyFigure.MeanTestAccuracy => epoch with { ValAccuracy = epoch.ValAccuracy + shift },
        StudyFigure.MeanLogTestLoss => epoch with { ValLoss = epoch.ValLoss * Math.Exp(shift) },
        _ => epoch with { Accuracy = epoch.Accuracy + shift },
    };
}
