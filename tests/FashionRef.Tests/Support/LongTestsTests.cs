using System.Xml.Linq;
using FashionRef.Tests.Engines.Exact;

namespace FashionRef.Tests.Support;

/// <summary>No test is left out of <c>dotnet test</c> without being named here, and no long one out of <c>.ci/long</c>.</summary>
internal sealed class LongTestsTests
{
    private const string Ordinary = "tests.runsettings";
    private const string Long = "long.runsettings";

    private const string Bits = $"\"{EpochBitsTests.Model2Weights}\",\"{EpochBitsTests.Model2Logits}\"";

    private static readonly string[] LeftOut =
    [
        "FashionRef.Tests.Cli.Commands.Studies.Cluster.SlurmStudyTests.A_study_whose_jobs_are_killed_and_queued_again_has_the_hashes_of_one_machine",
        $"FashionRef.Tests.Engines.Exact.EpochBitsTests.Any_number_of_threads_gives_the_same_bits_after_an_epoch(2,7,{Bits})",
        $"FashionRef.Tests.Engines.Exact.EpochBitsTests.Without_vectors_of_512_bits_the_bits_after_an_epoch_stay(2,1,{Bits})",
        "FashionRef.Tests.Engines.Exact.ExactMathTests.Every_float_has_an_exp_and_a_log_as_good_as_promised",
        "FashionRef.Tests.Engines.Functions.ActivationFunctionsTests.Every_seventh_float_is_as_good_as_promised",
        "FashionRef.Tests.Formats.Keras.WholeFileMutantTests.Each_of_a_hundred_thousand_mutants_is_refused_or_read_as_it_is",
        "FashionRef.Tests.Packaging.BlankProjectTests.With_the_torch_package_TorchSharp_loads",
        "FashionRef.Tests.Parity.Compiled.TrainingTraceTests.Every_step_of_every_trace_is_Kerass",
        "FashionRef.Tests.Parity.Compiled.TrainingTraceTests.Every_step_of_every_trace_is_Kerass_on_the_exact_engine",
        "FashionRef.Tests.Parity.KerasTraceTests.Model_1_in_float64_is_Keras_own_through_the_whole_epoch",
        "FashionRef.Tests.Probes.EngineProbesTests.An_engine_takes_the_steps_of_right_programs(2,\"exact\")",
        "FashionRef.Tests.Probes.EngineProbesTests.An_engine_takes_the_steps_of_right_programs(2,\"torch\")",
        "FashionRef.Tests.Probes.EngineProbesTests.The_exact_engine_makes_the_expected_pack(2)",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(1,\"batches\",\"Feed\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(1,\"decay\",\"Steps\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(1,\"epsilon\",\"Steps\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(1,\"labels\",\"Feed\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(1,\"rate\",\"Steps\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(1,\"shift\",\"KnownAnswers\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(2,\"\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(2,\"decay\",\"Steps\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(2,\"epsilon\",\"Steps\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(2,\"momentum\",\"Steps\")",
        "FashionRef.Tests.Probes.NumpyPortTests.The_gate_sees_what_a_port_does(2,\"rate\",\"Steps\")",
        "FashionRef.Tests.Training.NotebookTrainingTests.Ten_epochs_of_exact_end_where_Keras_ends_with_the_stored_bits_after_the_first_and_the_last",
        "FashionRef.Tests.Training.NotebookTrainingTests.Ten_epochs_of_torch_end_where_Keras_ends(2)",
    ];

    [Test]
    public void What_is_left_out_is_listed() => Assert.That(LongTests.LeftOut(), Is.EqualTo(LeftOut));

    [TestCase(Ordinary, "TestCategory!=Long")]
    [TestCase(Long, "TestCategory=Long")]
    public void The_settings_choose_by_the_category_alone(string file, string filter)
    {
        XElement settings = Settings(file);

        Assert.That(settings.Descendants("TestCaseFilter").Single().Value, Is.EqualTo(filter));
        settings.Descendants("TestCaseFilter").Remove();
        XElement other = Settings(file == Long ? Ordinary : Long);
        other.Descendants("TestCaseFilter").Remove();
        Assert.That(settings.ToString(), Is.EqualTo(other.ToString()), "Long tests run as the others do.");
        Assert.That(settings.Descendants().Select(element => element.Name.LocalName), Is.EqualTo(["RunConfiguration", "EnvironmentVariables", "MALLOC_ARENA_MAX", "GOMP_SPINCOUNT"]));
    }

    [TestCase("tests/FashionRef.Tests/FashionRef.Tests.csproj", Ordinary)]
    [TestCase("tests/FashionRef.Snapshots/FashionRef.Snapshots.csproj", Ordinary)]
    [TestCase(".ci/long", Long)]
    public void Each_is_used(string file, string settings) =>
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, file)), Does.Contain(settings));

    private static XElement Settings(string file)
    {
        XElement settings = XDocument.Load(Path.Combine(Repository.Root, "tests", file)).Root!;
        settings.DescendantNodes().OfType<XComment>().Remove();
        return settings;
    }
}
