using FashionRef.Tests.Documentation;

namespace FashionRef.Tests.Packaging;

/// <summary>The C# of README.md and docs/library.md, in a project that has the packed library and nothing else.</summary>
[Category("Training")]
internal sealed class ReadmeSampleTests
{
    private static readonly string[] Samples =
        [.. new[] { "README.md", "docs/library.md" }.SelectMany(file => MarkdownFile.Read(file).Blocks("csharp")).Select(block => block.Text)];

    private PackedProducts _products = null!;

    [OneTimeSetUp]
    public async Task Pack()
    {
        RealDataset.Load();
        _products = await PackedProducts.CreateAsync("src/FashionRef");
        string data = Directory.CreateDirectory(_products.Consumer["artifacts/data"]).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Artifacts, "data"), "*-ubyte"))
        {
            File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
        }

        File.Copy(KerasReference.WeightsFile(1), _products.Consumer["model.safetensors"]);
    }

    [OneTimeTearDown]
    public void Remove() => _products.Dispose();

    [Test]
    public void There_are_three() => Assert.That(Samples, Has.Length.EqualTo(3));

    [Test]
    public async Task The_first_judges_trained_weights_as_Keras_does()
    {
        string output = await _products.RunAsync(Samples[0]);

        Assert.That(output, Does.StartWith(TestDataFile.Text("notebook-summary-model1.txt")));
        Assert.That(output, Does.EndWith("Model-1: test accuracy 0.8470 (8,470 of 10,000).\n"));
    }

    [Test]
    public async Task The_second_trains()
    {
        string output = await _products.RunAsync(Samples[1]);

        Assert.That(output, Does.Match(@"^Model-1: test accuracy 0\.[78]\d{3} \([78],\d{3} of 10,000\)\.\n$"));
    }

    [Test]
    public async Task The_third_runs_a_file_of_Keras()
    {
        File.Copy(KerasAnswers.Of("nested").FileOf("keras"), _products.Consumer["model.keras"]);

        string output = await _products.RunAsync(Samples[2]);

        Assert.That(output, Does.Match(@"^class \d, of inputs \(28, 28, 1\)\n$"));
        Assert.That(_products.Consumer["copy.h5"], Does.Exist);
    }
}
