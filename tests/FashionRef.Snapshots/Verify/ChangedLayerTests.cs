using FashionRef.Models;
using FashionRef.Snapshots.Models;
using FashionRef.Tests;

namespace VerifyTests.Contract;

/// <summary>Whoever changes a layer is shown which one.</summary>
internal sealed class ChangedLayerTests
{
    private static readonly Conv2D SecondConvolution = (Conv2D)NotebookModels.Model2.Layers[1];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Forty_eight_filters_fail_the_table_of_layers_with_the_convolutions_line()
    {
        string message = Failure(
            LayerTable.Format(Model2()), LayerTable.Format(Model2(SecondConvolution with { Filters = 48 })));

        string[] lines = message.Split('\n');
        Assert.That(lines, Has.One.Match(@"^- conv2d_2 .*\bFilters = 32\b"));
        Assert.That(lines, Has.One.Match(@"^\+ conv2d_2 .*\bFilters = 48\b"));
        Assert.That(lines, Has.Some.StartsWith("-   conv2d_2/kernel ").And.Some.StartsWith("+ parameters "));
        Assert.That(lines, Has.None.Contains("conv2d_1 "), "what is as it was");
    }

    [Test]
    public void They_fail_the_summary_with_the_convolutions_line()
    {
        string message = Failure(
            KerasSummary.Render(Model2()), KerasSummary.Render(Model2(SecondConvolution with { Filters = 48 })));

        string[] lines = message.Split('\n');
        Assert.That(lines, Has.One.Match(@"^- │ conv2d_2 \(Conv2D\) .* 4,640 │$"));
        Assert.That(lines, Has.One.Match(@"^\+ │ conv2d_2 \(Conv2D\) .* 6,960 │$"));
    }

    [Test]
    public void Another_activation_changes_no_shape_and_fails_the_table_all_the_same()
    {
        string message = Failure(
            LayerTable.Format(Model2()), LayerTable.Format(Model2(SecondConvolution with { Activation = Activation.Linear })));

        Assert.That(message.Split('\n').Where(line => line.StartsWith('+')), Has.One.Items.And.All.StartsWith("+ conv2d_2 "));
    }

    // With the names of the notebook's session, where Model-2 is made after Model-1.
    private static BuiltModel Model2(Conv2D? secondConvolution = null)
    {
        KerasNames session = new();
        NotebookModels.Model1.Build(session);
        Sequential model = NotebookModels.Model2;
        return (model with { Layers = model.Layers.SetItem(1, secondConvolution ?? SecondConvolution) }).Build(session);
    }

    private string Failure(string verified, string received)
    {
        File.WriteAllText(_folder["ChangedLayerTests.M.verified.txt"], verified, Snapshot.Encoding);
        SettingsTask task = Verifier.Verify(received, sourceFile: _folder["Caller.cs"]).UseMethodName("M").DisableDiff();
        return Assert.ThrowsAsync<VerifyException>(async () => await task)!.Message;
    }
}
