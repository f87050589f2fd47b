using System.Diagnostics;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>Files that the program writes, and the shell's run by it with the real program, on forty images.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class StudySubmitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StudySubmitCommandTests()
    {
        TestFiles.WriteAll(_folder["few"], gzip: false);
        File.WriteAllText(_folder["study.json"], StudyTexts.Changed(study =>
        {
            study["base"]!["data"] = "few";
            study["base"]!["epochs"] = 1;
        }));
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Slurms_files_say_how_they_are_started()
    {
        ProgramEnd end = await SubmitAsync("slurm", "--shares", "4", "--program", "my program", "--program=--word");

        string jobs = Path.Combine(_folder["artifacts"], "studies", "small", "jobs", "slurm");
        Assert.That(end, Is.EqualTo(new ProgramEnd(
            0,
            string.Concat(new[] { "array.sbatch", "report.sbatch", "start.sh" }.Select(name => $"Wrote '{Path.Combine(jobs, name)}'.\n"))
            + $"small: 12 runs in 4 shares.\nOn the cluster run: sh {Path.Combine(jobs, "start.sh")}. Options for sbatch may follow, for example --partition=long --account=mine.\n",
            "")));
        Assert.That(Directory.GetFiles(jobs).Select(Path.GetFileName), Is.EquivalentTo(["array.sbatch", "report.sbatch", "start.sh"]));
        string array = File.ReadAllText(Path.Combine(jobs, "array.sbatch"));
        Assert.That(array, Does.Match(@"\n#SBATCH --mem=2048M\n#SBATCH --time=([6-9]|1\d)\n").And.Contain($"\n'my program' --word study run {_folder["study.json"]} --jobs 1 "), "some seconds, and five minutes more");
        Assert.That(File.ReadAllText(Path.Combine(jobs, "start.sh")), Does.Not.Contain("fetch").And.Contain("--array=0-3 "), "Its runs take another data set.");
        Assert.That(array, Does.Not.Contain("\r"));
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task A_line_of_the_shell_makes_the_study()
    {
        string artifacts = _folder[JobRequests.HostileName];
        ProgramEnd written = await ProgramProcess.RunAsync("study", "submit", _folder["study.json"], "--to", "shell", "--shares", "5", "--limit", "2", "--artifacts", artifacts);
        Assert.That((written.ExitCode, written.Error), Is.EqualTo((0, "")));
        string start = Path.Combine(artifacts, "studies/small/jobs/shell/start.sh");

        ProgramEnd end = await TestProcess.RunAsync(new ProcessStartInfo("sh", [start]));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);

        // Two shares write at once, so another's line may stand between two of one.
        Assert.That(end.Output, Does.Contain("Share 4 of 5, from --shard.\n").And.Contain("small: 0 of 2 runs are done, 2 to make, 1 at once.\n").And.Contain(": 12 of 12 runs are done.").And.Contain("slow with plain: "));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(start)!).Select(Path.GetFileName), Is.EquivalentTo(["report.html", "report.md", "runs.csv", "share.sh", "start.sh"]));
        StudyFolder folder = new(Path.Combine(artifacts, "studies/small"));
        Assert.That(StudyState.Of(folder.Read(), folder).IsComplete);

        Directory.Delete(folder.RunOf(folder.Read().Runs[7]), recursive: true);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(start)!, "share.sh"), "exit 3\n");
        Assert.That((await TestProcess.RunAsync(new ProcessStartInfo("sh", [start]))).ExitCode, Is.EqualTo(1), "A run is missing.");
    }

    [TestCase("--shares is 13, but there are only 12 runs: take at most that many.", "slurm", "--shares", "13")]
    [TestCase("--to 'pbs' is not one of ", "pbs")]
    [TestCase("--minutes means nothing with --to shell, only with slurm or github: leave it out.", "shell", "--minutes", "5")]
    [TestCase("--memory means nothing with --to shell, only with slurm or kubernetes: leave it out.", "shell", "--memory", "5")]
    [TestCase("--max-array-size means nothing with --to shell, only with slurm: leave it out.", "shell", "--max-array-size", "500")]
    [TestCase("--image means nothing with --to slurm, only with kubernetes: leave it out.", "slurm", "--image", "x")]
    [TestCase("--data means nothing with --to github, only with slurm or shell: leave it out.", "github", "--data", "x")]
    [TestCase("--to kubernetes needs --image: ", "kubernetes")]
    [TestCase("--claim is 'x;y' and --image 'i'. Legal are ", "kubernetes", "--claim", "x;y", "--image", "i")]
    [TestCase("--claim is 'fashionref' and --image 'i'm;g'. Legal are ", "kubernetes", "--image", "i'm;g")]
    [TestCase("--program begins with an empty word", "shell", "--program", "")]
    [TestCase("is in no git repository: ", "github")]
    [TestCase("--minutes is 400, but GitHub stops a job after 360: take more --shares.", "github", "--minutes", "400")]
    [TestCase("--minutes '0' is not a whole number from 1 to ", "slurm", "--minutes", "0")]
    [TestCase("but Slurm replaces % and \\ in the path of a log", "slurm", "--output", "x%")]
    public async Task A_wrong_request_writes_nothing(string fault, string to, params string[] options)
    {
        ProgramEnd end = await SubmitAsync(to, options);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(fault));
        Assert.That(_folder["artifacts"], Does.Not.Exist);
    }

    [Test]
    public async Task Kubernetes_has_the_program_of_its_image()
    {
        ProgramEnd end = await SubmitAsync("kubernetes", "--image", "images/fashionref:1");

        string jobs = Path.Combine(_folder["artifacts"], "studies", "small", "jobs", "kubernetes");
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.EndWith($"Run: sh {Path.Combine(jobs, "start.sh")}. When the shares are made, report.sh beside it reports.\n"));
        Assert.That(File.ReadAllText(Path.Combine(jobs, "shares.yaml")), Does.Contain("image: images/fashionref:1\n").And.Contain("command:\n            - fashionref\n").And.Contain("- /study/study.json\n"));
    }

    [Test]
    public async Task GitHub_has_the_study_by_its_path_in_the_repository()
    {
        string study = _folder["repository/my studies/it's.json"];
        Directory.CreateDirectory(_folder["repository/.git"]);
        Directory.CreateDirectory(Path.GetDirectoryName(study)!);
        File.WriteAllText(study, StudyTexts.Small);

        ProgramEnd end = await ProgramProcess.RunAsync("study", "submit", study, "--to", "github", "--minutes", "20", "--output", _folder["workflows"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(_folder["workflows/study-small.yml"]), Does.Contain("STUDY_FILE: my studies/it's.json\n").And.Contain("timeout-minutes: 20\n"));
        Assert.That(end.Output, Does.EndWith(" into .github/workflows, push it, and run: gh workflow run study-small.yml.\n"));
    }

    [Test]
    public async Task GitHub_would_replace_its_expressions_in_a_path()
    {
        string study = _folder["${{ x }}.json"];
        Directory.CreateDirectory(_folder[".git"]);
        File.WriteAllText(study, StudyTexts.Small);

        ProgramEnd end = await ProgramProcess.RunAsync("study", "submit", study, "--to", "github", "--minutes", "20", "--artifacts", _folder["artifacts"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((2, "error: '${{ x }}.json' holds ${{, which GitHub would replace: name it otherwise.\n")));
    }

    [Test]
    public async Task A_file_that_is_read_is_not_written_over()
    {
        string study = _folder["share.sh"];
        File.Copy(_folder["study.json"], study);

        ProgramEnd end = await ProgramProcess.RunAsync("study", "submit", study, "--to", "shell", "--output", _folder.Path);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((2, $"error: --output '{study}' is '{study}', which is read. Name another file.\n")));
        Assert.That(_folder["start.sh"], Does.Not.Exist);
    }

    private Task<ProgramEnd> SubmitAsync(string to, params string[] options) =>
        ProgramProcess.RunAsync(["study", "submit", _folder["study.json"], "--to", to, "--artifacts", _folder["artifacts"], .. options]);
}
