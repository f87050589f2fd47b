using System.Text.Json.Nodes;
using FashionRef.Studies;
using FashionRef.Studies.Report;
using FashionRef.Tests.Studies;
using FashionRef.Training;

namespace FashionRef.Tests.Report.Studies;

/// <summary>Reports of studies whose runs are written here, computed as those of a folder are.</summary>
internal static class StudyReports
{
    /// <summary>What a run has learned in each epoch.</summary>
    /// <param name="experiment">The experiment's place.</param>
    /// <param name="seed">The seed.</param>
    public delegate IReadOnlyList<EpochMetrics>? Histories(int experiment, int seed);

    /// <summary>Two experiments with six seeds: "slow" is better by 0.01 with each, a hundredth of it more with each further seed.</summary>
    public static StudyReport Small(bool isComplete = true) => Of(StudyTexts.Small, (experiment, seed) => isComplete || seed < 6 ? Learned(0.80 + (0.01 * seed) + (experiment * (0.01 + (0.0001 * seed)))) : null);

    /// <summary>Two baselines, and what helps, does nothing and harms beside them, in the worst order; see <see cref="AdviceStudy"/>.</summary>
    public static StudyReport Advice(bool isComplete = true) => Of(AdviceStudy(), (experiment, seed) => isComplete || seed < 10 ? Learned(AdviceAccuracy(experiment, seed)) : null);

    /// <summary>The study of <see cref="Advice"/>: two baselines with ten seeds.</summary>
    public static string AdviceStudy() => StudyTexts.Changed(study =>
    {
        string[] names = ["plain", "worst", "worse", "same", "small", "better", "other", "other-better"];
        study["seeds"] = "1..10";
        study["experiments"] = new JsonArray([.. names.Select((name, i) => new JsonObject { ["name"] = name, ["settings"] = new JsonObject { ["learning_rate"] = 0.001 * (i + 1) } })]);
        study["comparisons"] = new JsonArray(
        [
            .. names[1..6].Select(name => new JsonObject { ["experiment"] = name, ["with"] = "plain" }),
            new JsonObject { ["experiment"] = "other-better", ["with"] = "other" },
        ]);
    });

    /// <summary>The accuracy of its runs: "same" is now better and now worse than "plain", all others differ by as much with every seed.</summary>
    public static double AdviceAccuracy(int experiment, int seed)
    {
        double[] gains = [0, -0.05, -0.03, seed % 2 == 0 ? 0.003 : -0.003, 0.01, 0.02, -0.1, -0.085];
        return 0.8 + (0.001 * seed) + gains[experiment];
    }

    /// <summary>A report of runs; null where a run is not done.</summary>
    /// <param name="study">The study's file.</param>
    /// <param name="histories">Each run's epochs.</param>
    /// <param name="origins">What made the runs.</param>
    public static StudyReport Of(string study, Histories histories, params RunOrigin[] origins)
    {
        StudyPlan plan = StudyTexts.Plan(study);
        int experiments = plan.Study.Experiments.Count;
        ReportedStudyRun[] runs = [.. plan.Runs
            .Select(run => (Run: run, History: histories(run.Number % experiments, run.Settings.Seed)))
            .Where(run => run.History is not null)
            .Select(run => Reported(run.Run, run.History!, plan.Study.Figure))];
        return StudyReport.Of(plan, runs, isComplete: runs.Length == plan.Runs.Count, origins, differing: []);
    }

    /// <summary>A study of many experiments, each compared with the first.</summary>
    public static string Wide(int experiments, int seeds) => StudyTexts.Changed(study =>
    {
        study["seeds"] = $"1..{seeds}";
        study["experiments"] = new JsonArray([.. Enumerable.Range(0, experiments).Select(i => new JsonObject
        {
            ["name"] = $"experiment-{i}",
            ["settings"] = new JsonObject { ["learning_rate"] = 0.001 * (i + 1) },
        })]);
        study["comparisons"] = new JsonArray([.. Enumerable.Range(1, experiments - 1).Select(i => new JsonObject { ["experiment"] = $"experiment-{i}", ["with"] = "experiment-0" })]);
    });

    /// <summary>Two epochs of a run that learns.</summary>
    /// <param name="accuracy">Its test accuracy after the second.</param>
    public static IReadOnlyList<EpochMetrics> Learned(double accuracy) =>
        [new(1, accuracy - 0.05, 2 - accuracy, accuracy - 0.04, 0.6, Seconds: 2), new(2, accuracy, 1.2 - accuracy, accuracy, 0.4, Seconds: 2.5)];

    /// <summary>Two epochs of a run that learns nothing.</summary>
    public static IReadOnlyList<EpochMetrics> Collapsed() => [new(1, 0.1, 2.31, 0.1, 2.303, Seconds: 2), new(2, 0.1, 2.303, 0.1, 2.303, Seconds: 2)];

    private static ReportedStudyRun Reported(PlannedRun run, IReadOnlyList<EpochMetrics> history, StudyFigure figure) =>
        new(run, StudyFigures.Of(figure, history), history[^1].ValAccuracy, history[^1].ValLoss, history.Sum(epoch => epoch.Seconds))
        {
            Parameters = 1000,
            Threads = 1,
            TestAccuracies = [.. history.Select(epoch => epoch.ValAccuracy)],
            TrainingLosses = [.. history.Select(epoch => epoch.Loss)],
        };
}
