using System.Diagnostics;
using System.IO.Compression;
using FashionRef.Engines;
using FashionRef.Tests.Build;
using FashionRef.Tests.Gate;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Packaging;

/// <summary>The program as a .NET tool: installed, and used in a folder that has nothing of the repository.</summary>
internal sealed class ToolTests
{
    private PackedProducts _products = null!;
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public async Task Install()
    {
        _products = await PackedProducts.CreateAsync("build/Tool");
        _folder = new TemporaryFolder();
        (int exitCode, string output) = await DotNet.RunAsync(
            _folder.Path, "tool", "install", "FashionRef.Tool", "--prerelease", "--tool-path", _folder["tools"], "--add-source", _products.Folder);
        Assert.That(exitCode, Is.Zero, output);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _products.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void It_brings_no_libtorch_and_stays_small()
    {
        using ZipArchive package = ZipFile.OpenRead(_products.FileOf("FashionRef.Tool"));

        Assert.That(package.Entries.Where(entry => entry.Name.Contains("torch", StringComparison.OrdinalIgnoreCase) && !entry.Name.EndsWith(".json", StringComparison.Ordinal)), Is.Empty);
        Assert.That(package.Entries.Sum(entry => entry.CompressedLength), Is.LessThan(60_000_000));
    }

    [Test]
    public async Task It_judges_a_run_by_the_expectations_that_it_brings()
    {
        RunRecord port = GateRuns.Record();
        string run = GateRuns.Write(_folder["port"], port with { Settings = port.Settings with { Engine = "my-port" } });

        ProgramEnd end = await RunAsync("gate", "--run", run, "--json", _folder["gate.json"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);
        Assert.That(end.Output, Does.EndWith("Gate passed: Model-1 trained as expected (4 checks passed, 2 not needed).\n"));
        Assert.That(File.ReadAllText(_folder["gate.json"]), Does.Contain("\"passed\": true"));
    }

    // A training would take minutes: the data are not there, and none are to be fetched.
    [Test]
    public async Task A_gate_that_trains_says_with_which_engine_it_does()
    {
        Directory.CreateDirectory(_folder["artifacts"]);
        File.WriteAllText(_folder["artifacts/data"], "a file where the folder of the data should be");

        ProgramEnd end = await RunAsync("gate", "--model", "1", "--seeds", "1");

        Assert.That(end.ExitCode, Is.Not.Zero);
        Assert.That(end.Output, Does.StartWith($"This program was built without the engine '{KnownEngines.Torch}': '{KnownEngines.Exact}' is used instead.\n"), end.Error);
    }

    [Test]
    public async Task It_has_the_stored_bits()
    {
        ProgramEnd end = await RunAsync("bits", "--steps", "2", "--batch-size", "37", "--compare", Path.Combine(Repository.Root, "baselines", "bits.json"));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);
    }

    [Test]
    public async Task It_predicts_with_the_engine_that_it_has_and_says_so()
    {
        File.Copy(KerasReference.WeightsFile(1), _folder["model.safetensors"]);
        File.Copy(Path.Combine(Repository.Root, "docs", "page.png"), _folder["picture.png"]);

        ProgramEnd end = await RunAsync("predict", "--weights", "model.safetensors", "picture.png");

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.StartWith($"This program was built without the engine '{KnownEngines.Torch}': '{KnownEngines.Exact}' is used instead.\n"));
    }

    [Test]
    public async Task It_trains_with_no_other_engine_in_silence()
    {
        ProgramEnd end = await RunAsync("train", "--model", "1");

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Is.EqualTo(
            "error: This program was built without the engine 'torch'. It has exact: name that with --engine. The repository's own program (src/FashionRef.Cli) has both.\n"));
    }

    [Test]
    public async Task It_compares_no_engine_that_it_lacks()
    {
        ProgramEnd end = await RunAsync("benchmark");

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith("error: This program was built without the engine 'torch', and the benchmark compares both."));
    }

    private Task<ProgramEnd> RunAsync(params string[] arguments) =>
        TestProcess.RunAsync(new ProcessStartInfo(_folder["tools/fashionref"], arguments) { WorkingDirectory = _folder.Path });
}
