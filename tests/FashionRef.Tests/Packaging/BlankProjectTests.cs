using System.Runtime.InteropServices;
using System.Text.Json;
using FashionRef.Tests.Gate;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Packaging;

/// <summary>Projects outside the repository that have nothing but a package of it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class BlankProjectTests
{
    // Of NuGet's and .NET's own there may be more in a later version of one of these: then it is looked at, and comes into this list.
    private static readonly string[] Restored =
    [
        "FashionRef",
        "Google.Protobuf",
        "MathNet.Numerics",
        "Microsoft.Extensions.*",
        "Polly.*",
        "PureHDF",
        "System.IO.Hashing",
        "System.Threading.RateLimiting",
        "Wcwidth",
    ];

    [Test]
    public async Task With_the_library_alone_one_judges_a_run_trains_a_step_and_reads_weights_without_any_native_library()
    {
        using PackedProducts products = await PackedProducts.CreateAsync("src/FashionRef");
        File.Copy(KerasReference.WeightsFile(1), products.Consumer["model.safetensors"]);
        RunRecord port = GateRuns.Record();
        string run = GateRuns.Write(products.Consumer["port"], port with { Settings = port.Settings with { Engine = "my-port" } });
        string baselines = Path.Combine(Repository.Root, "baselines");

        string output = await products.RunAsync($$"""
            using FashionRef.Engines;
            using FashionRef.Engines.Exact;
            using FashionRef.Evaluation;
            using FashionRef.Gate;
            using FashionRef.Gate.Outputs;
            using FashionRef.Gate.Reference;
            using FashionRef.Gate.Runs;
            using FashionRef.Models;
            using FashionRef.Training;

            GateRun run = GateRun.Read("{{run}}");
            GateReference reference = GateReference.Read("{{baselines}}", run.Record.Settings.Model, run.Record.Settings.Shuffle);
            GateReport report = new(new ModelGate(reference, "{{baselines}}", requiresBaseline: false).Judge([run]));
            Console.WriteLine(GateSentence.Verdict(report));

            BuiltModel model = NotebookModels.Model1.Build();
            using ITrainer trainer = new ExactEngine(threads: 2).CreateTrainer(
                model, CrossEntropy.OfLogits, new Adam(0.01), TrainerState.Initial(model, InitialWeights.Create(model, seed: 1)));
            BatchResult step = trainer.TrainStep(new byte[28 * 28 * 2], [3, 4]);
            Console.WriteLine(double.IsFinite(step.Loss));

            Console.WriteLine(TrainedModel.Read("model.safetensors").Number);
            """);

        Assert.That(output, Does.StartWith("Gate passed: Model-1 trained as expected").And.EndWith("True\n1\n"));
        string[] native = [.. Directory.GetFiles(products.Consumer["bin"], "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".so" or ".dylib" or ".a" || file.Contains("runtimes", StringComparison.Ordinal))];
        Assert.That(native, Is.Empty);
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(products.Consumer["obj/project.assets.json"]));
        IEnumerable<string> packages = assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0]);
        Assert.That(packages.Where(package => !Restored.Any(known => known.EndsWith('*') ? package.StartsWith(known[..^1], StringComparison.Ordinal) : package == known)), Is.Empty);
    }

    // It unpacks and copies libtorch.
    [Test]
    [Category(LongTests.Category)]
    public async Task With_the_torch_package_TorchSharp_loads()
    {
        using PackedProducts products = await PackedProducts.CreateAsync("src/FashionRef", "src/FashionRef.Torch");

        string output = await products.RunAsync(
            """
            using FashionRef.Torch;

            Console.WriteLine(new TorchEngine(threads: 1).Name);
            """,
            "-r",
            RuntimeInformation.RuntimeIdentifier,
            "--no-self-contained");

        Assert.That(output, Is.EqualTo("torch\n"));
    }
}
