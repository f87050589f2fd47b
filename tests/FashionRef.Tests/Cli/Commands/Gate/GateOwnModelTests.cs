using FashionRef.Gate.Reference;
using FashionRef.Tests.Gate.Reference.OwnModels;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands.Gate;

/// <summary>The gate for a model from a file, as its users run it. One short training serves all.</summary>
[Category("Training")]
internal sealed class GateOwnModelTests
{
    private static readonly string Model = TestDataFile.PathOf("own-model/net-model.json");

    private TemporaryFolder _folder = null!;
    private ProgramEnd _trained = null!;

    private static string Expectation => TestDataFile.PathOf("own-model/expectation-net-anew.json");

    private string Run => _folder["runs/net-seed1-exact/run.json"];

    [OneTimeSetUp]
    public async Task TrainAsync()
    {
        RealDataset.Load();
        _folder = new TemporaryFolder();
        _trained = await GateAsync("--engine", "exact");
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void The_gate_trains_the_model_beside_the_expectation_and_judges_it()
    {
        Assert.That((_trained.ExitCode, _trained.Error), Is.EqualTo((0, "")), _trained.Output);
        Assert.That(_trained.Output, Does.Contain("101,770 parameters").And.Contain("Compared with 4 right runs of the same start (expectations 1: this program, engine exact)")
            .And.Contain($"gate --expectations {Expectation} --engine exact --seeds 1..10").And.Contain("Gate passed: net trained as expected"));
        Assert.That(Run, Does.Exist);
    }

    [Test]
    public async Task Its_run_and_its_trained_file_pass_and_no_others()
    {
        string worse = _folder["worse.json"];
        RunRecord record = FashionRef.Gate.Runs.GateRun.Read(Run).Record;
        File.WriteAllText(worse, (record with { Code = null, Settings = record.Settings with { Engine = "port" }, History = [.. record.History.Select(epoch => epoch with { Loss = epoch.Loss * 1.02 })] }).ToJson());

        ProgramEnd run = await GateAsync("--run", Run);
        ProgramEnd file = await GateAsync("--model", _folder["runs/net-seed1-exact/model.keras"]);
        ProgramEnd port = await GateAsync("--run", worse);

        Assert.That((run.ExitCode, file.ExitCode, port.ExitCode), Is.EqualTo((0, 0, 1)), $"{run.Output}{file.Output}{port.Output}{file.Error}");
        Assert.That(file.Output, Does.Contain("the expectation's layers, optimizer and steps"));
        Assert.That(port.Output, Does.Contain("runs that start alike").And.Contain("FAILED"));
    }

    [Test]
    public async Task A_changed_file_fails_before_it_is_trained()
    {
        string changed = _folder["changed.json"];
        File.WriteAllText(changed, File.ReadAllText(Model).Replace("\"units\":128", "\"units\":64", StringComparison.Ordinal));

        ProgramEnd same = await GateAsync("--model", Model, "--engine", "exact", "--seeds", "1");
        ProgramEnd other = await GateAsync("--model", changed, "--engine", "exact");

        Assert.That((same.ExitCode, other.ExitCode), Is.EqualTo((0, 1)), same.Output + other.Output);
        Assert.That(other.Output, Does.Contain("is Dense with Units = 64, Activation = Relu").Or.Contain("Units = 64"));
        Assert.That(Directory.GetDirectories(_folder["runs"]), Has.Length.EqualTo(1));
    }

    [TestCase("--model names one of the notebook's", "--model", "1")]
    [TestCase("--shuffle asks for another order", "--shuffle", "repeated")]
    [TestCase("with --seeds this program trains", "--seeds", "1", "--model", "model.keras")]
    [TestCase("neither one of 1, 2, all nor a file that exists", "--model", "none.json")]
    public async Task What_does_not_go_with_it_is_refused(string told, params string[] options)
    {
        ProgramEnd end = await GateAsync([.. options.Select(option => option == "model.keras" ? _folder["runs/net-seed1-exact/model.keras"] : option)]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
    }

    [Test]
    public async Task A_baseline_beside_the_expectation_demands_its_bits()
    {
        string own = _folder["own"];
        Directory.CreateDirectory(own);
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Expectation)!))
        {
            File.Copy(file, Path.Combine(own, Path.GetFileName(file)));
        }

        ProgramEnd stored = await ProgramProcess.RunAsync("baseline", "--model", Model, "--engine", "exact", "--expectations", own, "--artifacts", _folder.Path, "--data", DataFolder);
        ProgramEnd judged = await ProgramProcess.RunAsync("gate", "--expectations", Path.Combine(own, ExpectationFile.Name(new ExpectationKey(0, new ModelSource("net", ""), default))), "--run", Run, "--baseline", "--data", DataFolder);
        ChangedJson.Write(Path.Combine(own, "net-seed1-exact.json"), Path.Combine(own, "net-seed1-exact.json"), node => node["trained_weights"] = new string('a', 64));
        ProgramEnd other = await ProgramProcess.RunAsync("gate", "--expectations", Path.Combine(own, "expectation-net-anew.json"), "--run", Run, "--data", DataFolder);

        Assert.That((stored.ExitCode, judged.ExitCode, other.ExitCode), Is.EqualTo((0, 0, 1)), stored.Error + judged.Output + judged.Error);
    }

    [TestCase("is of the Keras file 'net', which the gate will need. Name the file with --model.")]
    [TestCase("whose model, loss and optimizer are not those of the runs in", "--model", "lenet5")]
    public async Task An_expectation_needs_the_file_that_its_runs_are_of(string told, params string[] options)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(
            ["expect", "--from", TestDataFile.PathOf("own-model/exact-seeds-net-anew.json"), "--expectations", _folder["none"], .. options.Select(option => option == "lenet5" ? OwnModel.Path : option)]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(told));
        Assert.That(_folder["none"], Does.Not.Exist);
    }

    private static string DataFolder => Path.Combine(Repository.Artifacts, "data");

    private Task<ProgramEnd> GateAsync(params string[] options) =>
        ProgramProcess.RunAsync(["gate", "--expectations", Expectation, "--artifacts", _folder.Path, "--data", DataFolder, .. options]);
}
