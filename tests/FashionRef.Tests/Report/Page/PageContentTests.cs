using System.Globalization;
using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Gate.Reference;
using FashionRef.Report;
using FashionRef.Tests.Report.Page.Browser;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report.Page;

/// <summary>What a reader sees is what the runs' files say.</summary>
internal sealed class PageContentTests
{
    private PageBrowser _browser = null!;
    private ShownPage _shown = null!;

    private static IEnumerable<int> Models => [1, 2];

    [OneTimeSetUp]
    public async Task Open()
    {
        _browser = await PageBrowser.StartAsync();
        _shown = await _browser.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_browser is not null)
        {
            await _shown.DisposeAsync();
            await _browser.DisposeAsync();
        }
    }

    [Test]
    public async Task The_accuracies_are_those_of_the_records() =>
        Assert.That(await _shown.TextsAsync(".cards .figure"), Is.EqualTo(_browser.Material.Runs.Select(run => Text(run.Record.Result.TestAccuracy))));

    [TestCaseSource(nameof(Models))]
    public async Task Every_epoch_stands_in_the_table(int model)
    {
        string[][] expected =
        [
            .. Run(model).Record.History.Select(epoch => (string[])
            [
                $"{epoch.Epoch}", Text(epoch.Accuracy), Text(epoch.Loss), Text(epoch.ValAccuracy), Text(epoch.ValLoss),
                epoch.Seconds.ToString("F1", CultureInfo.InvariantCulture),
            ]),
        ];

        Assert.That(await _shown.TableAsync($"model-{model}-epochs"), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Models))]
    public async Task The_counts_are_those_of_the_answers(int model)
    {
        Predictions answers = Run(model).Predictions;
        string[][] expected =
        [
            .. FashionMnist.ClassNames.Select((name, actual) => (string[])
            [
                name,
                .. Enumerable.Range(0, 10).Select(predicted => $"{Enumerable.Range(0, answers.Count)
                    .Count(image => answers.Labels.Span[image] == actual && answers.Predicted.Span[image] == predicted)}"),
            ]),
        ];

        Assert.That(await _shown.TableAsync($"model-{model}-counts"), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Models))]
    public async Task The_summary_and_the_classification_report_are_Keras_and_scikit_learns(int model)
    {
        IReadOnlyList<string> texts = await _shown.TextsAsync($"#model-{model} pre");

        Assert.That(texts, Is.EqualTo(
            [FashionRef.Models.KerasSummary.Render(Run(model).Model), ClassificationReport.Format(Run(model).Predictions.Confusion)]));
    }

    [Test]
    public async Task The_hashes_are_those_of_the_records()
    {
        string[][] rows = await _shown.TableAsync("hashes");
        RunHashes[] hashes = [.. _browser.Material.Runs.Select(run => run.Record.Sha256)];

        Assert.That(rows, Has.Length.EqualTo(7));
        Assert.That(rows, Has.Some.EqualTo((string[])["trained weights", .. hashes.Select(hash => hash.TrainedWeights!)]));
        Assert.That(rows, Has.Some.EqualTo((string[])["initial weights", .. hashes.Select(hash => hash.InitialWeights!)]));
        Assert.That(rows, Has.Some.EqualTo((string[])["test logits", .. hashes.Select(hash => hash.TestLogits!)]));
        foreach ((string file, string hash) in hashes[0].Data)
        {
            Assert.That(rows, Has.Some.EqualTo((string[])[file, hash, hash]));
        }
    }

    [Test]
    public async Task The_comparison_has_the_runs_and_the_notebooks_figures()
    {
        string[][] rows = await _shown.TableAsync("notebook-figures");

        Assert.That(rows[0], Is.EqualTo(["Model-1, seed 1", "8,470", "0.8470", "0.8550", "−0.80", "201,578", "201,578", "0", "0"]));
        Assert.That(rows[1][5..], Is.EqualTo(["407,802", "407,802", "160", "160"]));
    }

    [Test]
    public async Task The_gate_has_judged_both_runs()
    {
        string[][] rows = await _shown.TableAsync("checks");

        Assert.That(await _shown.TextsAsync("#gate p"), Has.Some.StartsWith("Gate passed: Model-1 and Model-2 trained as expected"));
        Assert.That(rows.Select(row => row[0]).Distinct(), Is.EqualTo(["Model-1", "Model-2"]));
        Assert.That(rows, Has.Some.Matches<string[]>(row => row[1] == "test accuracy" && row[3] == "0.8470" && row[^1] == "passed"));
    }

    [Test]
    public async Task The_questions_are_answered()
    {
        IReadOnlyList<string> answers = await _shown.TextsAsync("#questions p");
        Expectation expected = ExpectationFile.Read(_browser.Material.ExpectationsFolder, new ExpectationKey(1, null, Shuffle.Anew));

        Assert.That(answers, Has.Count.EqualTo(3));
        Assert.That(answers[0], Does.StartWith(
            $"This run's is 0.8470. The notebook's one run has 0.8550. Over seeds: {Text(expected.Accuracy.Lowest)} to {Text(expected.Accuracy.Highest)} in {expected.Runs} runs"));
        Assert.That(answers[1], Does.StartWith("0: "));
        Assert.That(answers[2], Does.StartWith("32 filters of 3 × 3 with activation relu and padding same: 4,640 parameters"));
    }

    private ReportedRun Run(int model) => _browser.Material.Runs[model - 1];

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
