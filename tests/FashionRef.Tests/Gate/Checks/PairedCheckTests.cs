using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using FashionRef.Tests.Gate.Curves;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Checks;

[Category("Training")]
[Parallelizable(ParallelScope.All)]
internal sealed class PairedCheckTests
{
    private static readonly GateReference Reference = GateReference.Read(KerasSeeds.Folder, 1, Shuffle.Anew);
    private static readonly PairedExpectation Paired = Reference.Expectation.Paired!;
    private static readonly PairedCheck Check = new(Reference, GateLook.Once, "a command");

    private static IEnumerable<GateRun> Ports => PortRuns.Keras(1).Concat(PortRuns.Torch(1)).Where(run => Reference.Paired.Seeds.Contains(run.Record.Settings.Seed));

    [TestCase(1)]
    [TestCase(2)]
    public void Every_run_of_real_Keras_and_of_torch_that_starts_alike_passes_alone(int model)
    {
        GateReference reference = GateReference.Read(KerasSeeds.Folder, model, Shuffle.Anew);
        ModelGate gate = new(reference, "nowhere", requiresBaseline: false, trainingImages: RealDataset.Load().Train);
        GateRun[] ports = [.. PortRuns.Keras(model).Concat(PortRuns.Torch(model)).Where(run => reference.Paired.Seeds.Contains(run.Record.Settings.Seed))];

        GateCheck[] curves = [.. ports.AsParallel().Select(run => gate.Judge([run])[^1])];

        Assert.That(curves.Select(check => (check.Kind, check.Verdict)), Is.EqualTo(Enumerable.Repeat((CheckKind.Paired, CheckVerdict.Passed), 20)));
    }

    [TestCase("keras")]
    [TestCase("torch")]
    public void All_of_a_programs_runs_pass_together(string program)
    {
        GateCheck check = Check.Of([.. Ports.Where(run => run.Record.Settings.Engine == program)]);

        Assert.That((check.Verdict, check.Runs, check.Tier), Is.EqualTo((CheckVerdict.Passed, "seeds 1 to 10", "paired")));
        Assert.That(check.P, Is.GreaterThan(0.001));
    }

    private static IEnumerable<StudyFigure> Figures => CurveFigures.Paired;

    [TestCaseSource(nameof(Figures))]
    public void A_figure_on_its_bound_passes_and_beyond_it_fails_on_both_sides_and_is_named(StudyFigure figure)
    {
        PairedSpread spread = Paired.Figures.Single(of => of.Figure == figure);
        double bound = Paired.BoundsOf(1, isOther: false).Bound * spread.TailFactor;
        foreach (int side in new[] { 1, -1 })
        {
            GateCheck within = Check.Of([Off(figure, 0.999 * side * bound)]);
            GateCheck beyond = Check.Of([Off(figure, 1.001 * side * bound)]);

            Assert.That((within.Verdict, beyond.Verdict), Is.EqualTo((CheckVerdict.Passed, CheckVerdict.Failed)));
            Assert.That(beyond.Value, Is.EqualTo(1.001 * side * bound).Within(1e-6));
            Assert.That((beyond.Low, beyond.High), Is.EqualTo((-bound, bound)).Within(1e-9));
            Assert.That(beyond.Faults[0], Does.StartWith($"{CurveFigures.Name(figure)} is ").And.Contains(side > 0 ? "too high" : "too low"));
            Assert.That(beyond.P, Is.LessThanOrEqualTo(within.P!));
        }
    }

    [Test]
    public void Another_program_may_be_a_little_further_off()
    {
        GateRun own = Off(StudyFigure.MeanTestAccuracy, 1.05 * Paired.BoundsOf(1, isOther: false).Bound * Paired.Figures[2].TailFactor);
        GateRun other = own with { Record = own.Record with { Settings = own.Record.Settings with { Engine = "my-port" } } };

        Assert.That((Check.Of([own]).Verdict, Check.Of([other]).Verdict), Is.EqualTo((CheckVerdict.Failed, CheckVerdict.Passed)));
    }

    [Test]
    public void What_one_run_hides_several_show()
    {
        double shift = 0.7 * Paired.BoundsOf(1, isOther: false).Bound * Paired.Figures[2].TailFactor;
        GateRun[] runs = [.. Enumerable.Range(1, 3).Select(seed => Off(StudyFigure.MeanTestAccuracy, shift, seed))];

        Assert.That(runs.Select(run => Check.Of([run]).Verdict), Is.All.EqualTo(CheckVerdict.Passed));
        Assert.That(Check.Of(runs).Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(Check.Of(runs).Value, Is.EqualTo(shift * Math.Sqrt(3)).Within(1e-6));
    }

    // Each fails alone, and their sum is 0.
    [Test]
    public void Mistakes_in_both_directions_do_not_cancel()
    {
        double far = 3 * Paired.BoundsOf(1, isOther: false).Bound * Paired.Figures[2].TailFactor;

        GateCheck check = Check.Of([Off(StudyFigure.MeanTestAccuracy, far, 1), Off(StudyFigure.MeanTestAccuracy, -far, 2), Off(StudyFigure.MeanTestAccuracy, 0, 3)]);

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Failed));
        Assert.That(check.Reason, Is.EqualTo("Of several runs each may be 2 times as far from right runs that start alike as a single one may be."));
        Assert.That(check.Faults.Select(fault => fault.Split(" is ")[0]), Is.EqualTo(new[] { "seed 1: test accuracy", "seed 2: test accuracy" }));
    }

    [Test]
    public void A_run_that_is_among_the_references_is_not_compared_with_itself()
    {
        SeedRun reference = Reference.Runs.Plain.Single(run => run.Seed == 3);

        GateCheck check = Check.Of([PortRuns.Run(reference, 1, "exact")]);

        Assert.That(check.Verdict, Is.EqualTo(CheckVerdict.Passed));
        Assert.That(check.Reason, Does.Contain("The run is itself among the references, and left out there."));
        Assert.That(Reference.Paired.MeanFor(3, reference.Metrics).Count, Is.EqualTo(Reference.Runs.Runs.Count(run => run.Seed == 3) - 1));
    }

    [Test]
    public void A_look_of_several_allows_more_than_the_only_one_and_says_how_often_it_errs()
    {
        GateRun run = Off(StudyFigure.MeanTestAccuracy, 0);

        GateCheck[] looks = [.. new[] { GateLook.Once, GateLook.First, GateLook.Later }.Select(look => new PairedCheck(Reference, look, "").Of([run]))];

        Assert.That(looks.Select(check => check.High), Is.Ordered.Ascending);
        Assert.That(looks.Select(check => check.Rate), Is.EqualTo(new[] { 0.0005, 0.00025, 0.000125 }));
    }

    [Test]
    public void A_check_that_passes_tells_what_it_does_not_see() => Assert.That(
        Check.Of([Off(StudyFigure.MeanTestAccuracy, 0)]).Reason,
        Does.Match(@"^Compared with \d right runs of the same start \(expectations \d+: this program, engine exact\), by 5 figures of the curve\. A loss of test accuracy alone is seen in 19 of 20 cases from 0\.0\d{3} on\.$"));

    private static GateRun Off(StudyFigure figure, double t, int seed = 1) => CurveRuns.Off(Reference, figure, t, seed);
}
