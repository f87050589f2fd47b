using System.Reflection;
using FashionRef.Gate.Outputs;
using FashionRef.Tests.Gate.Outputs;

namespace FashionRef.Tests.Build.Hosts;

/// <summary>What the build's steps do; no process is started.</summary>
internal sealed class StepsTests
{
    private FakeSteps _fake = null!;

    [SetUp]
    public void Make() => _fake = new FakeSteps();

    [TearDown]
    public void Remove() => _fake.Dispose();

    [Test]
    public void What_builds_is_quiet_and_killed_when_it_is_to_stop()
    {
        Steps steps = _fake.For();
        steps.Build();
        steps.Test();
        steps.Pack();

        Assert.That(_fake.Commands, Is.EqualTo(
        [
            "build FashionRef.sln -c Release -v:quiet -nologo",
            "test FashionRef.sln -c Release --no-build -nologo",
            .. new[] { "src/FashionRef", "src/FashionRef.Torch", "src/FashionRef.Report", "build/Tool" }
                .Select(project => $"pack {project} -c Release -v:quiet -nologo -o artifacts/packages"),
        ]));
        Assert.That(_fake.StopsWithInput, Is.All.False);
        Assert.That(_fake.Commands.Skip(2).Select(command => Path.Combine(Repository.Root, command.Split(' ')[1])), Is.All.Exist);
    }

    [Test]
    public void Clean_removes_what_was_made_and_keeps_the_data()
    {
        foreach (string name in new[] { "data", "runs/model1", "report", "packages", "obj", "test-results", "benchmarks" })
        {
            Directory.CreateDirectory(_fake[$"artifacts/{name}"]);
        }

        _fake.For("target=Clean").Clean();

        Assert.That(_fake.Commands, Is.EqualTo(["clean FashionRef.sln -c Debug -v:quiet -nologo", "clean FashionRef.sln -c Release -v:quiet -nologo"]));
        Assert.That(Directory.GetFileSystemEntries(_fake["artifacts"]).Select(Path.GetFileName), Is.EqualTo(["data"]));
    }

    [TestCase(false, 1, 1)]
    [TestCase(true, 137, 130)]
    public void A_build_that_fails_ends_with_its_own_exit_code_unless_it_was_stopped(bool stopped, int exitCode, int expected)
    {
        _fake.ExitCode = exitCode;
        if (stopped)
        {
            _fake.Stop();
        }

        Fails(_fake.For().Build, expected, $"dotnet build ended with {exitCode}");
    }

    [Test]
    public void The_pipeline_is_asked_with_marks_that_MSBuild_would_obey_escaped()
    {
        Steps steps = _fake.For("target=Gate", "seeds=1;2", "baseline", "data=a (b)%20'c'");
        steps.Gate();

        Assert.That(_fake.Commands.Single(), Does.StartWith(
            "msbuild build/Pipeline.proj -t:Gate -m:1 -nodeReuse:false -terminalLogger:off -verbosity:minimal -nologo -p:Configuration=Release -p:Artifacts=artifacts -p:ResultFile="));
        Assert.That(_fake.Commands.Single(), Does.EndWith("a %28b%29%2520%27c%27 -p:seeds=1%3B2 -p:baseline=true").And.Contain(" -p:EndsWithInput=true -p:data="));
        Assert.That(_fake.StopsWithInput, Is.All.True);
    }

    [TestCase(nameof(Steps.Fetch))]
    [TestCase(nameof(Steps.Train))]
    [TestCase(nameof(Steps.Report))]
    [TestCase(nameof(Steps.Gate))]
    [TestCase(nameof(Steps.Baseline))]
    [TestCase(nameof(Steps.Benchmark))]
    public void A_step_of_the_pipeline_asks_for_the_target_of_its_name(string name)
    {
        Steps.All.Single(step => step.Name == name).Run!(_fake.For($"target={name}"));

        Assert.That(_fake.Commands.Single(), Does.Contain($" -t:{name} "));
        Assert.That(Directory.GetFiles(_fake["artifacts/obj"]), Is.Empty, "The result is not left.");
    }

    [Test]
    public void The_programs_own_exit_code_is_the_steps()
    {
        _fake.ExitCode = 1;
        _fake.Result = id => [$"{id}/program", "2"];

        Fails(_fake.For().Train, 2, "Train failed");
        Assert.That(Directory.GetFiles(_fake["artifacts/obj"]), Is.Empty);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("other\n0")]
    [TestCase("ID\n1x")]
    [TestCase("ID/program\n0")]
    [TestCase("ID\n0\n0")]
    public void Without_the_pipelines_word_nothing_was_done(string? result)
    {
        _fake.Result = id => result?.Replace("ID", id, StringComparison.Ordinal).Split('\n');

        Fails(_fake.For().Report, StepsFailure.MachineCannot, "Report ended without its result");
    }

    // A second model's training fails when the first one's run is made, and is told of already.
    [TestCase(1)]
    [TestCase(130)]
    public void A_failure_keeps_its_exit_code_though_a_run_was_made_before(int exitCode)
    {
        _fake.ExitCode = 1;
        _fake.Result = id => [$"{id}/program", $"{exitCode}", "artifacts/runs/model1-seed1-torch/run.json"];

        Fails(_fake.For().Train, exitCode, "Train failed");
    }

    [Test]
    public void A_failure_without_a_word_is_no_check_that_says_no()
    {
        _fake.ExitCode = 1;
        _fake.Result = _ => null;

        Fails(_fake.For().Gate, StepsFailure.MachineCannot, "Gate failed");
    }

    [Test]
    public void A_step_that_was_stopped_says_so_whatever_is_left()
    {
        _fake.Result = id => [$"{id}/program", "3"];
        _fake.Stop();

        Fails(_fake.For().Fetch, StepsFailure.Interrupted, "Fetch ended without its result");
    }

    [Test]
    public void An_earlier_verdict_is_forgotten_and_other_files_stay()
    {
        string[] options = ["target=Gate", "junit=v.xml", "json=v.json", "markdown=v.md"];
        string[] files = [_fake["v.xml"], _fake["v.json"], _fake["v.md"]];
        File.WriteAllText(files[0], JUnitXml.Format(Reports.Passed));
        File.WriteAllText(files[1], GateJson.Format(Reports.Passed));
        File.WriteAllText(files[2], GateMarkdown.Format(Reports.Passed));
        _fake.For("target=Benchmark", "json=v.json", "markdown=v.md").ForgetVerdicts();
        Assert.That(files, Is.All.Exist, "Only a gate makes verdicts.");

        _fake.For(options).ForgetVerdicts();
        Assert.That(files.Where(File.Exists), Is.Empty);

        File.WriteAllText(files[0], "<project />");
        File.WriteAllText(files[1], "{\"format\": \"fashionref-run-1\"}");
        File.WriteAllText(files[2], "");
        _fake.For(options).ForgetVerdicts();
        Assert.That(files, Is.All.Exist, "What is no verdict stays.");
    }

    [Test]
    public void The_program_that_hosts_the_steps_has_a_task_for_each_in_their_order()
    {
        IEnumerable<string> tasks = Assembly.LoadFrom(CakeFolder.Host).GetExportedTypes()
            .Select(type => (
                Name: Argument(type, "TaskNameAttribute") as string,
                Description: Argument(type, "TaskDescriptionAttribute") as string,
                After: Argument(type, "IsDependentOnAttribute") is Type before ? Argument(before, "TaskNameAttribute") : null,
                Runs: type.GetMethod("Run")?.DeclaringType == type))
            .Where(task => task.Name is not null)
            .Select(task => $"{task}");

        Assert.That(tasks, Is.EqualTo(Steps.All.Select(step => $"{(step.Name, step.Description, step.After, step.Run is not null)}")));
    }

    private static object? Argument(Type type, string attribute) =>
        type.GetCustomAttributesData().SingleOrDefault(data => data.AttributeType.Name == attribute)?.ConstructorArguments.Single().Value;

    private static void Fails(Action step, int exitCode, string message)
    {
        StepsFailure failure = Assert.Throws<StepsFailure>(() => step())!;
        Assert.That(failure.Message, Is.EqualTo($"{message}; the output above says why, unless it was stopped or killed."));
        Assert.That(failure.ExitCode, Is.EqualTo(exitCode));
    }
}
