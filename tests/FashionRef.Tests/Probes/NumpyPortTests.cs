using System.Diagnostics;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Runs;
using FashionRef.Probes;

namespace FashionRef.Tests.Probes;

/// <summary>
/// A port in another language, with docs/port/fashionref_port.py as its only help: the gate lets it pass, and sees each of its mistakes.
/// </summary>
[Category("Training")]
internal sealed class NumpyPortTests
{
    private const string RequireVariable = "FASHIONREF_REQUIRE_NUMPY";

    private static string[] Candidates => ["python3", "/usr/bin/python3"];

    [TestCase(1, "")]
    [TestCase(1, "epsilon", "Steps", Category = LongTests.Category)]
    [TestCase(1, "labels", "Feed", Category = LongTests.Category)]
    [TestCase(1, "batches", "Feed", Category = LongTests.Category)]
    [TestCase(1, "shift", "KnownAnswers", Category = LongTests.Category)]
    [TestCase(1, "rate", "Steps", Category = LongTests.Category)]
    [TestCase(1, "decay", "Steps", Category = LongTests.Category)]
    [TestCase(2, "", Category = LongTests.Category)]
    [TestCase(2, "momentum", "Steps", Category = LongTests.Category)]
    [TestCase(2, "epsilon", "Steps", Category = LongTests.Category)]
    [TestCase(2, "rate", "Steps", Category = LongTests.Category)]
    [TestCase(2, "decay", "Steps", Category = LongTests.Category)]
    public async Task The_gate_sees_what_a_port_does(int model, string mistake, params string[] seen)
    {
        using TemporaryFolder folder = new();
        ProbePack pack = RealProbes.Pack(model);
        string script = Path.Combine(Repository.Root, "tests", "FashionRef.Tests", "Probes", "Python", "numpy_port.py");

        ProgramEnd end = await TestProcess.RunAsync(Start(
            await PythonAsync(), script, Path.Combine(Repository.Artifacts, "data"), pack.Folder, folder["answers.json"], folder["run.json"], mistake));
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        IReadOnlyList<GateCheck> checks =
        [
            .. new ProbeCheck(RealProbes.Reference(model), RealDataset.Load().Test).Of(ProbeAnswersFile.Read(folder["answers.json"])),
            .. new FeedCheck(RealDataset.Load().Train).Of([GateRun.Read(folder["run.json"])]),
        ];

        Assert.That(checks.Where(check => check.Verdict == CheckVerdict.Failed).Select(check => $"{check.Kind}"), Is.EqualTo(seen));
        Assert.That(checks.Select(check => check.Verdict), Does.Not.Contain(CheckVerdict.NotNeeded));
    }

    // The first Python with numpy: the one in the path may be another than the system's.
    private static async Task<string> PythonAsync()
    {
        foreach (string python in Candidates)
        {
            try
            {
                if ((await TestProcess.RunAsync(Start(python, "-c", "import numpy"))).ExitCode == 0)
                {
                    return python;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such program.
            }
        }

        const string None = "No python3 with numpy is installed.";
        if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
        {
            Assert.Fail($"{None} {RequireVariable} is 1.");
        }

        Assert.Ignore($"{None} On Debian: apt-get install python3-numpy");
        return "";
    }

    private static ProcessStartInfo Start(string python, params string[] arguments)
    {
        ProcessStartInfo start = new(python, arguments);
        start.Environment["PYTHONPATH"] = Path.Combine(Repository.Root, "docs", "port");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }
}
