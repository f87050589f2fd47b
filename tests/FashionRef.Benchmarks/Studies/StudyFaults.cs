using System.Diagnostics;
using System.Text.Json.Nodes;
using FashionRef.Files;
using FashionRef.Studies;

namespace FashionRef.Benchmarks.Studies;

/// <summary>What happens to a study when something goes wrong: a clear error, and no run is lost.</summary>
/// <param name="folder">An empty folder.</param>
internal sealed class StudyFaults(string folder)
{
    private const string Plain =
        """
        {
          "format": "fashionref-study-1", "name": "small", "question": "Which?", "base": { "data": "few", "epochs": 2 },
          "experiments": [{ "name": "plain" }, { "name": "slow", "settings": { "learning_rate": 0.001 } }],
          "seeds": "1..6", "comparisons": [{ "experiment": "slow", "with": "plain" }]
        }
        """;

    private string StudyFile => Path.Combine(folder, "small.json");

    private StudyFolder Study => new(Path.Combine(folder, "studies", "small"));

    /// <summary>Tries each.</summary>
    public IEnumerable<Finding> Try()
    {
        SmallData.Write(Path.Combine(folder, "few"));
        AtomicFile.WriteText(StudyFile, Plain);
        yield return Told("a disk that is full, or a limit of the system", 3, "cannot be written", Shell("ulimit -f 8; DOTNET_EnableWriteXorExecute=0 exec \"$@\"", RunArguments), MakeAgain);
        yield return Told("the study's folder is deleted while runs are made", 3, "is gone", DeletedMeanwhile(), MakeAgain);
        yield return Told("a changed study of the same name", 2, "holds another study", Changed(study => study["base"]!["epochs"] = 3), AllThere);
        yield return Told("a seed twice", 2, "1,2,1", Changed(study => study["seeds"] = "1,2,1"), AllThere);
        yield return Told("an experiment that is called ../x", 2, "../x", Changed(study => study["experiments"]![0]!["name"] = "../x"), AllThere);
        yield return Told("a thousand million seeds", 2, "1..1000000000", Changed(study => study["seeds"] = "1..1000000000"), AllThere);

        string record = Path.Combine(Study.Runs, "00003-slow-seed2");
        yield return Told("a result that was edited", 1, "damaged: run 3", Edited(record, "result.json", file => file["number"] = 4, "status"), AllThere);
        yield return Told("a record that was edited", 1, "damaged: run 3", Edited(record, "run.json", file => file["code"] = new string('1', 64), "status"), AllThere);

        string other = Path.Combine(Study.Runs, "00003-plain-seed9");
        Directory.CreateDirectory(other);
        ProgramCall strange = ProgramCall.Of(null, "study", "status", Study.Root);
        Directory.Delete(other);
        yield return Told("two runs of one number", 1, "No run of this study", strange, AllThere);

        Directory.Delete(record, recursive: true);
        ProgramCall.Of(new ProcessStartInfo(Environment.ProcessPath!, RunArguments) { Environment = { [IdleEngine.Variable] = "1" } }, null);
        yield return Told("another version of the program has made some runs", 0, "Mixed: ", ProgramCall.Of(null, "study", "report", Study.Root), AllThere);
        yield return Told("the same, with --strict", 1, "--strict refuses that", ProgramCall.Of(null, "study", "report", Study.Root, "--strict"), AllThere);
    }

    private string[] RunArguments => ["study", "run", StudyFile, "--artifacts", folder, "--jobs", "2"];

    private Finding Told(string what, int exitCode, string words, ProgramCall call, Func<bool> after)
    {
        string told = $"{call.Error}{call.Output}".Replace(folder, "…", StringComparison.Ordinal);
        string line = told.Split('\n').FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) ?? told.Trim();
        return new Finding(what, FormattableString.Invariant($"{call.ExitCode}: {line}"), "", call.ExitCode == exitCode && told.Contains(words, StringComparison.Ordinal) && after());
    }

    // After a fault of the machine the same command makes what is missing.
    private bool MakeAgain() => ProgramCall.Of(null, RunArguments).ExitCode == 0 && AllThere();

    private bool AllThere() => StudyState.Of(Study.Read(), Study).IsComplete;

    private ProgramCall DeletedMeanwhile()
    {
        Directory.Delete(Study.Root, recursive: true);
        return ProgramCall.Of(
            _ =>
            {
                if (Directory.Exists(Study.Runs) && Directory.GetDirectories(Study.Runs).Length > 0 && File.Exists(Study.Plan))
                {
                    Directory.Move(Study.Root, $"{Study.Root}.moved");
                }
            },
            RunArguments);
    }

    private ProgramCall Changed(Action<JsonNode> change)
    {
        JsonNode study = JsonNode.Parse(Plain)!;
        change(study);
        AtomicFile.WriteText(StudyFile, study.ToJsonString());
        ProgramCall call = ProgramCall.Of(null, RunArguments);
        AtomicFile.WriteText(StudyFile, Plain);
        return call;
    }

    private ProgramCall Edited(string run, string name, Action<JsonNode> change, string command)
    {
        string file = Path.Combine(run, name);
        string before = File.ReadAllText(file);
        JsonNode content = JsonNode.Parse(before)!;
        change(content);
        File.WriteAllText(file, content.ToJsonString());
        ProgramCall call = ProgramCall.Of(null, "study", command, Study.Root);
        File.WriteAllText(file, before);
        return call;
    }

    private static ProgramCall Shell(string script, IEnumerable<string> arguments) =>
        ProgramCall.Of(new ProcessStartInfo("bash", ["-c", script, "bash", Environment.ProcessPath!, .. arguments]) { Environment = { [IdleEngine.Variable] = "0" } }, null);
}
