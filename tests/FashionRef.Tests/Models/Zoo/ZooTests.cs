using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Backpropagation;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Models.Zoo;

/// <summary>The files of the folder models are the recipes here, as this program writes them, and each is read and trained.</summary>
internal sealed class ZooTests
{
    private static string Folder => Path.Combine(Repository.Root, "models");

    private static ZooModel[] Zoo => [.. KnownNets.All, .. NotebookVariants.All, .. Combinations.All];

    private static IEnumerable<string> Paths => Zoo.Select(model => model.Path);

    [TestCaseSource(nameof(Paths))]
    public void Its_file_is_the_recipe(string path)
    {
        byte[] expected = Zoo.Single(model => model.Path == path).Bytes();
        string file = Path.Combine(Folder, $"{path}.json");

        if (!File.Exists(file) || !File.ReadAllBytes(file).SequenceEqual(expected))
        {
            string received = Path.ChangeExtension(file, ".received.json");
            Directory.CreateDirectory(Path.GetDirectoryName(received)!);
            File.WriteAllBytes(received, expected);
            Assert.Fail($"'{file}' is not the recipe's. If that is right, move '{received}' over it.");
        }
    }

    [Test]
    public void The_folder_has_no_others() => Assert.That(
        Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')[..^".json".Length]).Order(StringComparer.Ordinal),
        Is.EqualTo(Paths.Order(StringComparer.Ordinal)));

    [TestCaseSource(nameof(Paths))]
    public void It_is_read_trained_for_some_steps_and_written_again(string path)
    {
        CompiledFile file = CompiledFile.Read(Path.Combine(Folder, $"{path}.json"));
        using TemporaryFolder folder = new();
        RunSettings settings = new(0, ExactEngine.EngineName, Seed: 1, Epochs: 1, BatchSize: 32, file.Compiled.Optimizer.Rate.Initial, Threads: 2, File: new ModelSource("zoo", file.Sha256));

        CompletedRun run = new FileRun(
            settings, file, new ExactEngine(threads: 2), SyntheticData.Create(train: 64, test: 10), new RunFolder(folder.Path) { IsOfFile = true }, TimeProvider.System).Execute();

        Assert.That(run.State.Step, Is.EqualTo(2));
        using KerasFile written = KerasFile.Read(new RunFolder(folder.Path) { IsOfFile = true }.ModelFile);
        Assert.That(PythonJson.Text(KerasContent.Of(written, path).Configuration), Is.EqualTo(File.ReadAllText(Path.Combine(Folder, $"{path}.json"))));
    }

    // With dropout, with changes of images, and with both batch normalization and separable convolutions.
    [TestCase("mnist-convnet")]
    [TestCase("recommendations/model2-augmentation")]
    [TestCase("separable")]
    public void Neither_threads_nor_vectors_nor_a_stop_change_a_bit(string path)
    {
        CompiledFile file = CompiledFile.Read(Path.Combine(Folder, $"{path}.json"));
        TrainerState start = new(InitialWeights.Create(file.Compiled.Model, 5), [], [], 0);
        string expected = Trained(Trainer(file, start, new ExactBackpropagation<Lanes16>(file.Compiled.Model, file.Compiled.Loss, 1)), 0, 4);

        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            Assert.That(Trained(Trainer(file, start, new ExactBackpropagation<Lanes16>(file.Compiled.Model, file.Compiled.Loss, threads)), 0, 4), Is.EqualTo(expected), $"16 lanes, {threads} threads");
            Assert.That(Trained(Trainer(file, start, new ExactBackpropagation<Lanes8>(file.Compiled.Model, file.Compiled.Loss, threads)), 0, 4), Is.EqualTo(expected), $"8 lanes, {threads} threads");
            Assert.That(Trained(Trainer(file, start, new ExactBackpropagation<Lanes4>(file.Compiled.Model, file.Compiled.Loss, threads)), 0, 4), Is.EqualTo(expected), $"4 lanes, {threads} threads");
        }

        using CompiledTrainer<float> first = Trainer(file, start, new ExactBackpropagation<Lanes8>(file.Compiled.Model, file.Compiled.Loss, 2));
        Steps(first, 0, 2);
        Assert.That(Trained(Trainer(file, first.GetState(), new ExactBackpropagation<Lanes16>(file.Compiled.Model, file.Compiled.Loss, 3)), 2, 4), Is.EqualTo(expected), "stopped after two steps");
    }

    private static CompiledTrainer<float> Trainer(CompiledFile file, TrainerState state, IBackpropagation<float> gradients) =>
        new(file.Compiled, state, seed: 9, pixelDivisor: 1, gradients, _ => throw new NotSupportedException());

    private static string Trained(CompiledTrainer<float> trainer, int first, int end)
    {
        using (trainer)
        {
            Steps(trainer, first, end);
            TrainerState state = trainer.GetState();
            return Float32Bytes.Sha256([.. state.Weights, .. state.Slots.SelectMany(slot => slot.Value.Select(values => values with { Path = $"{slot.Key}/{values.Path}" }))]);
        }
    }

    private static void Steps(CompiledTrainer<float> trainer, int first, int end)
    {
        ImageSet images = SyntheticData.Create(train: 80, test: 1).Train;
        for (int step = first; step < end; step++)
        {
            trainer.TrainStep(images.Pixels.Span.Slice(step * 20 * 784, 20 * 784), images.Labels.Span.Slice(step * 20, 20));
        }
    }

    // Their bits are the notebook's own engine's: nothing but the file differs.
    [TestCase("model1", 1)]
    [TestCase("model2", 2)]
    public void The_notebooks_models_start_from_the_notebooks_weights(string name, int number)
    {
        CompiledFile file = CompiledFile.Read(Path.Combine(Folder, $"{name}.json"));

        Assert.That(
            InitialWeights.Create(file.Compiled.Model, 7).Select(weight => Float32Bytes.Sha256(weight.Values)),
            Is.EqualTo(InitialWeights.Create(FashionRef.Models.NotebookModels.Get(number).Build(), 7).Select(weight => Float32Bytes.Sha256(weight.Values))));
    }
}
