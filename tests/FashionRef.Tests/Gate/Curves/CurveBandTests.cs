using FashionRef.Gate;
using FashionRef.Gate.Curves;
using FashionRef.Gate.Outputs;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Tests.Gate.Outputs;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Curves;

internal sealed class CurveBandTests
{
    private static readonly GateReference Reference = GateReference.Read(KerasSeeds.Folder, 1, Shuffle.Anew);
    private static readonly GateRun[] Ports = [.. PortRuns.Torch(1).Where(run => run.Record.Settings.Seed <= 3)];

    [Test]
    public void The_right_runs_that_start_alike_lie_around_0_and_a_run_beside_them_is_told_in_points_and_percent()
    {
        CurveBand band = CurveBand.OfAlike(Reference, [Ports[0]]);
        SeedRun[] right = [.. Reference.Runs.Runs.Where(run => run.Seed == Ports[0].Record.Settings.Seed)];
        double accuracy = right.Average(run => run.History.ValAccuracy[1]);
        double loss = right.Average(run => run.History.Loss[9]);

        Assert.That(band.References, Is.EqualTo("9 right runs that start alike"));
        Assert.That(band.TestAccuracy.Runs[0][0], Is.EqualTo(100 * (Ports[0].Record.History[1].ValAccuracy - accuracy)).Within(1e-9));
        Assert.That(band.TrainingLoss.Runs[0][8], Is.EqualTo(100 * ((Ports[0].Record.History[9].Loss / loss) - 1)).Within(1e-9));
        Assert.That(band.TestAccuracy.Lowest[0], Is.EqualTo(100 * (right.Min(run => run.History.ValAccuracy[1]) - accuracy)).Within(1e-9));
        Assert.That(band.TrainingLoss.Highest[8], Is.EqualTo(100 * ((right.Max(run => run.History.Loss[9]) / loss) - 1)).Within(1e-9));
        Assert.That((band.TestAccuracy.Lowest.Count, band.TestAccuracy.Runs.Count), Is.EqualTo((9, 1)));
    }

    [Test]
    public void Each_of_several_runs_is_beside_those_of_its_own_seed()
    {
        CurveBand all = CurveBand.OfAlike(Reference, Ports);
        CurveBand[] each = [.. Ports.Select(run => CurveBand.OfAlike(Reference, [run]))];

        Assert.That(all.TrainingLoss.Runs, Is.EqualTo(each.Select(band => band.TrainingLoss.Runs[0])));
        Assert.That(all.TrainingLoss.Lowest[4], Is.EqualTo(each.Min(band => band.TrainingLoss.Lowest[4])));
        Assert.That(all.TrainingLoss.Highest[4], Is.EqualTo(each.Max(band => band.TrainingLoss.Highest[4])));
    }

    [Test]
    public void A_run_is_not_among_those_that_it_is_shown_beside()
    {
        SeedRun own = Reference.Runs.Plain.Single(run => run.Seed == 3);

        Assert.That(CurveBand.OfAlike(Reference, [PortRuns.Run(own, 1, "exact")]).References, Is.EqualTo("8 right runs that start alike"));
        Assert.That(CurveBand.OfOtherSeeds(Reference, [PortRuns.Run(own, 1, "exact")]).References, Is.EqualTo("63 right runs of other seeds"));
        Assert.That(CurveBand.OfOtherSeeds(Reference, [Ports[0]]).References, Is.EqualTo("64 right runs of other seeds"));
    }

    [Test]
    public void Runs_that_are_all_the_references_there_are_are_shown_beside_themselves()
    {
        SeedRun[] few = [.. Reference.Runs.Plain.Take(10)];
        GateReference all = new(Reference.Expectation with { Paired = null, Runs = 10 }, Reference.Runs with { Runs = few });
        GateRun[] copies = [.. few.Select(run => PortRuns.Run(run, 1, "my-port"))];

        GateCheck check = new ModelGate(all, "nowhere", requiresBaseline: false).Judge(copies)[^1];

        Assert.That((check.Kind, check.Verdict, check.Curves!.References), Is.EqualTo((CheckKind.Unpaired, CheckVerdict.Passed, "10 right runs of other seeds")));
    }

    [Test]
    public void Figures_that_are_not_finite_are_not_drawn()
    {
        SeedRuns runs = Reference.Runs with { Runs = [.. Reference.Runs.Plain.Select(run => run with { History = run.History with { Loss = [.. run.History.Loss.Select(_ => 0.0)] } })] };

        string text = GateMarkdown.Format(new GateReport([Reports.Record with { Curves = CurveBand.OfOtherSeeds(new GateReference(Reference.Expectation, runs), Ports[..1]) }]));

        Assert.That(text, Does.Contain("Test accuracy").And.Not.Contain("Training loss").And.Not.Contain("NaN").And.Not.Contain("Infinity"));
    }

    [Test]
    public void Every_check_of_curves_has_one_and_no_other()
    {
        ModelGate gate = new(Reference, "nowhere", requiresBaseline: false, trainingImages: RealDataset.Load().Train);
        GateRun unproven = Ports[0] with { Record = Ports[0].Record with { Sha256 = Ports[0].Record.Sha256 with { InitialWeights = null }, Settings = Ports[0].Record.Settings with { Engine = "my-port" } } };
        foreach ((GateRun[] runs, CheckKind kind) in new[] { (Ports[..1], CheckKind.Paired), ([unproven], CheckKind.Accuracy) })
        {
            Assert.That(gate.Judge(runs).Where(check => check.Curves is not null).Select(check => check.Kind), Is.EqualTo(new[] { kind }));
        }
    }

    [Test]
    public void Markdown_shows_it_as_charts_that_GitHub_draws()
    {
        string text = GateMarkdown.Format(new GateReport([Reports.Record with { Curves = CurveBand.OfAlike(Reference, Ports[..2]) }]));
        string[] lines = text.Split('\n');
        int chart = Array.IndexOf(lines, "```mermaid");

        Assert.That(text, Does.Contain("\n\nModel-1, seed 1 (blue) beside the lowest and the highest of 9 right runs that start alike in each epoch (grey); 0 is their mean. Epoch 1 is left out.\n"));
        Assert.That(lines.Count(line => line == "```mermaid"), Is.EqualTo(2));
        Assert.That(lines[chart + 1], Is.EqualTo("%%{init: {\"themeVariables\": {\"xyChart\": {\"plotColorPalette\": \"#8b949e, #8b949e, #0969da, #0969da\"}}}}%%"));
        Assert.That(lines[chart + 2], Is.EqualTo("xychart-beta"));
        Assert.That(lines[chart + 4], Is.EqualTo("    x-axis \"epoch\" [2, 3, 4, 5, 6, 7, 8, 9, 10]"));
        Assert.That(lines[chart + 5], Is.EqualTo("    y-axis \"points above the mean\""));
        Assert.That(lines[(chart + 6)..(chart + 10)], Is.All.Match(@"^    line \[(-?\d+\.\d\d, ){8}-?\d+\.\d\d\]$"));
        Assert.That(lines[chart + 10], Is.EqualTo("```"));
    }
}
