using FashionRef.Tests.Build.Pipeline;

namespace FashionRef.Tests.Build.Hosts;

/// <summary>What the build takes, and how it refuses the rest.</summary>
internal sealed class StepsRequestTests
{
    [Test]
    public void Without_a_target_it_is_the_default_and_capitals_do_not_matter()
    {
        Assert.That(Ask().Target, Is.EqualTo("Default"));
        Assert.That(Ask("target=train").Target, Is.EqualTo("train"));
    }

    [TestCase("Trian", "There is no target 'Trian'. Did you mean 'Train'? The targets are Clean, Build, Fetch, Train, Report, Gate, Baseline, Benchmark, Test, Pack, Default.")]
    [TestCase("bench", "There is no target 'bench'. Did you mean 'Benchmark'? The targets are Clean, ")]
    [TestCase("x", "There is no target 'x'. The targets are Clean, ")]
    [TestCase("\u001b[31mTrain", @"There is no target '\u001B[31mTrain'. The targets are Clean, ")]
    public void An_unknown_target_is_told_with_those_there_are(string target, string message) =>
        Refuses(message, $"target={target}");

    [TestCase("epoch=3", "There is no option '--epoch'. Did you mean '--epochs'? The options are --target, --model, --seed, ")]
    [TestCase("batch_size=64", "There is no option '--batch_size'. Did you mean '--batch-size'? The options are ")]
    [TestCase("Model=1", "There is no option '--Model'. Did you mean '--model'? The options are ")]
    [TestCase("q\u0007=1", @"There is no option '--q\u0007'. The options are ")]
    public void An_unknown_option_is_told_with_those_there_are(string option, string message) => Refuses(message, option);

    [TestCase("model")]
    [TestCase("model=")]
    [TestCase("model=1,2")]
    public void An_option_takes_one_value(string option) => Refuses("--model takes one value, written as --model=VALUE.", option);

    [Test]
    public void A_target_without_a_name_is_no_default() => Refuses("--target takes one value, written as --target=VALUE.", "target=");

    [Test]
    public void A_switch_takes_no_value() => Refuses("--force takes no value.", "force=yes");

    [TestCase("Train", "baseline", "--baseline is an option of --target=Gate, not of --target=Train.")]
    [TestCase("Benchmark", "json=x", null)]
    [TestCase("fetch", "json=x", "--json is an option of --target=Gate, --target=Benchmark, not of --target=fetch.")]
    [TestCase("Default", "epochs=3", null)]
    [TestCase("GATE", "seeds=1..5", null)]
    [TestCase("Gate", "force", "--force is an option of --target=Train, --target=Report, --target=Baseline, --target=Default, not of --target=Gate.")]
    public void An_option_belongs_to_targets(string target, string option, string? message)
    {
        if (message is null)
        {
            Assert.That(() => Ask($"target={target}", option), Throws.Nothing);
        }
        else
        {
            Refuses(message, $"target={target}", option);
        }
    }

    [Test]
    public void One_seed_and_several_exclude_each_other() => Refuses(
        "--seed and --seeds exclude each other: --seed=N for one run, --seeds=A..B for several.", "target=Gate", "seed=1", "seeds=1..3");

    // The gate comes after the training, and would say so then.
    [TestCase("junit")]
    [TestCase("json")]
    [TestCase("markdown")]
    public void A_folder_is_no_file_for_a_verdict(string option)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["out"]);

        foreach (string name in new[] { "out", ".", "none/", folder["out"] })
        {
            Assert.That(
                () => AskIn(folder.Path, "target=Gate", $"{option}={name}"),
                Throws.TypeOf<StepsFailure>().With.Message.EqualTo($"--{option} '{name}' is a folder. Name a file."));
        }

        Assert.That(() => AskIn(folder.Path, "target=Gate", $"{option}=out/v"), Throws.Nothing);
    }

    [Test]
    public void What_is_Cakes_own_is_left_to_Cake() =>
        Assert.That(Ask("target=Fetch", "recompile=True", "settings_skipverification=true", "PATHS_CACHE=x", "nuget_source=y").Properties, Is.Empty);

    [Test]
    public void What_was_asked_for_is_passed_on_with_whole_paths()
    {
        string folder = Path.GetFullPath("here");

        (string Name, string Value)[] properties =
            [.. AskIn(folder, "target=Gate", "shuffle=repeated", "baseline", "data=d", "json=j/../v.json", $"junit={Path.GetFullPath("v.xml")}").Properties];

        Assert.That(properties, Is.EquivalentTo(
        [
            ("shuffle", "repeated"),
            ("baseline", "true"),
            ("data", Path.Combine(folder, "d")),
            ("json", Path.Combine(folder, "v.json")),
            ("junit", Path.GetFullPath("v.xml")),
        ]));
    }

    [Test]
    public void The_pipeline_knows_every_option()
    {
        string pipeline = File.ReadAllText(FakePipeline.Project);

        foreach (StepsOption option in StepsOption.All.Where(option => option.Name != "target"))
        {
            Assert.That(pipeline, Does.Contain($"$({option.Property})").IgnoreCase);
        }
    }

    [TestCase("--model=", "--model takes one value, written as --model=VALUE.")]
    [TestCase("--modle=", "There is no option '--modle'. Did you mean '--model'? ")]
    public void An_empty_value_is_refused_before_Cake_reads_the_command_line(string argument, string message) =>
        Refuses(message, () => StepsRequest.RefuseEmpty(["--target=Train", argument]));

    [Test]
    public void Other_command_lines_are_left_to_Cake() =>
        Assert.That(() => StepsRequest.RefuseEmpty(["--target=Train", "--loss==", "model=", "--model", ""]), Throws.Nothing);

    private static void Refuses(string message, params string[] options) => Refuses(message, () => Ask(options));

    private static void Refuses(string message, Action request)
    {
        StepsFailure failure = Assert.Throws<StepsFailure>(request)!;
        Assert.That(failure.Message, Does.StartWith(message));
        Assert.That(failure.ExitCode, Is.EqualTo(StepsFailure.BadRequest));
    }

    private static StepsRequest Ask(params string[] options) => AskIn(Repository.Root, options);

    private static StepsRequest AskIn(string folder, params string[] options) => FakeSteps.Request(folder, options);
}
