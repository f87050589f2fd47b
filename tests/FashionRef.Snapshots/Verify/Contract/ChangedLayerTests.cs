using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Snapshots.Models;
using FashionRef.Tests.Support;

namespace VerifyTests.Contract;

/// <summary>Whoever changes a layer is shown which one.</summary>
internal sealed class ChangedLayerTests
{
    private static readonly Conv2D SecondConvolution = new(Filters: 32, KernelSize: 3, Activation.Relu, Padding.Same);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Forty_eight_filters_fail_the_table_of_layers_with_the_convolutions_line()
    {
        string[] lines = Failure(LayerTable.Format, SecondConvolution with { Filters = 48 });

        Assert.That(lines, Has.One.Match(@"^- conv2d_2 .*\bFilters = 32\b"));
        Assert.That(lines, Has.One.Match(@"^\+ conv2d_2 .*\bFilters = 48\b"));
        Assert.That(lines, Has.Some.StartsWith("-   conv2d_2/kernel ").And.Some.StartsWith("+ parameters "));
        Assert.That(lines, Has.None.Contains("conv2d_1 "), "what is as it was");
    }

    [Test]
    public void They_fail_the_summary_with_the_convolutions_line()
    {
        string[] lines = Failure(KerasSummary.Render, SecondConvolution with { Filters = 48 });

        Assert.That(lines, Has.One.Match(@"^- │ conv2d_2 \(Conv2D\) .* 4,640 │$"));
        Assert.That(lines, Has.One.Match(@"^\+ │ conv2d_2 \(Conv2D\) .* 6,960 │$"));
    }

    [Test]
    public void Another_activation_changes_no_shape_and_fails_the_table_all_the_same()
    {
        string[] lines = Failure(LayerTable.Format, SecondConvolution with { Activation = Activation.Linear });

        Assert.That(lines.Where(line => line.StartsWith('+')), Has.One.Items.And.All.StartsWith("+ conv2d_2 "));
    }

    // With the names of the notebook's session, where Model-2 is made after Model-1; and with the convolution that is given, so
    // that a change of the notebook's model fails its own snapshots alone.
    private static BuiltModel Model2(Conv2D secondConvolution)
    {
        KerasNames session = new();
        NotebookModels.Model1.Build(session);
        Sequential model = NotebookModels.Model2;
        return (model with { Layers = model.Layers.SetItem(1, secondConvolution) }).Build(session);
    }

    private string[] Failure(Func<BuiltModel, string> format, Conv2D changed)
    {
        File.WriteAllText(_folder["ChangedLayerTests.M.verified.txt"], format(Model2(SecondConvolution)), Snapshot.Encoding);
        SettingsTask task = Verifier.Verify(format(Model2(changed)), sourceFile: _folder["Caller.cs"]).UseMethodName("M").DisableDiff();
        return Assert.ThrowsAsync<VerifyException>(async () => await task)!.Message.Split('\n');
    }
}
