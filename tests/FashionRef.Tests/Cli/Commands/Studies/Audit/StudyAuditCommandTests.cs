using System.Text.Json.Nodes;
using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Audit;

/// <summary>A study of forty images that was made once, and is audited by the program.</summary>
internal sealed class StudyAuditCommandTests
{
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        _folder = new TemporaryFolder();
        TestFiles.WriteAll(_folder["few"], gzip: false);
        File.WriteAllText(_folder["study.json"], StudyTexts.Changed(study => study["base"]!["data"] = "few"));
        ProgramEnd made = await ProgramProcess.RunAsync("study", "run", _folder["study.json"], "--artifacts", _folder["made"]);
        Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, "")));
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Runs_made_again_have_the_same_bits_and_leave_nothing()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await AuditAsync(_folder["made/studies/small"], folder, "--sample", "3", "--quiet");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Match(@"\Asmall, plan [0-9a-f]{12}: 3 of 12 runs were made again\.\n  exact: 3 with the same bits\n\z"));
        Assert.That(Directory.GetFileSystemEntries(folder["audits"]), Is.Empty);
    }

    // A figure that was made better, with hashes that fit: only making the run again shows it.
    [Test]
    public async Task A_figure_that_was_changed_together_with_its_hashes_is_found()
    {
        using TemporaryFolder folder = new();
        string study = Copied(folder);
        StudyTexts.ChangeRecord(study, "00003-slow-seed2", record =>
        {
            record["history"]![1]!["val_loss"] = 0.125;
            record["result"]!["test_loss"] = 0.125;
        });
        Assert.That((await ProgramProcess.RunAsync("study", "status", study)).ExitCode, Is.Zero);

        ProgramEnd end = await AuditAsync(study, folder, "--sample", "12");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "")));
        Assert.That(end.Output, Does.StartWith("Audit of small: 0 of 12 runs are done, 12 to make, "));
        Assert.That(end.Output, Does.Contain("  exact: 11 with the same bits\n  exact: 1 that are not what the study says\n\nRun 3 (slow, seed 2): other history, result (code "));
        Assert.That(end.Output, Does.EndWith($"The runs that were made here are in '{Directory.GetDirectories(folder["audits"]).Single()}'.\n"));

        ProgramEnd ofItself = await AuditAsync(Directory.GetDirectories(folder["audits"]).Single(), folder, "--sample", "12", "--quiet");
        Assert.That((ofItself.ExitCode, ofItself.Error), Is.EqualTo((0, "")));
        Assert.That(Directory.GetDirectories(folder["audits"]), Has.Length.EqualTo(1), "what was found stays");

        ProgramEnd again = await AuditAsync(study, folder, "--sample", "12", "--json", "--quiet");
        JsonNode found = JsonNode.Parse(again.Output)!;
        Assert.That(((string?)found["format"], (bool)found["is_same"]!, (string?)found["runs"]![3]!["verdict"]), Is.EqualTo(("fashionref-study-audit-1", false, "differs")));
    }

    // Else bad runs could be kept from being chosen.
    [Test]
    public async Task What_could_not_be_chosen_is_told_and_damage_is_no_success()
    {
        using TemporaryFolder folder = new();
        string study = Copied(folder);
        Directory.Delete(Path.Combine(study, "runs", "00000-plain-seed1"), recursive: true);

        ProgramEnd missing = await AuditAsync(study, folder, "--sample", "1", "--quiet");
        File.AppendAllText(Path.Combine(study, "runs", "00001-slow-seed1", "predicted.txt"), "x");
        ProgramEnd damaged = await AuditAsync(study, folder, "--sample", "1", "--quiet");

        Assert.That((missing.ExitCode, damaged.ExitCode), Is.EqualTo((0, 1)));
        Assert.That(missing.Output, Does.Contain(": 1 of 12 runs were made again.\n  Not all could be chosen: 1 missing. 'study status' tells more.\n  exact: 1 with the same bits\n"));
        Assert.That(damaged.Output, Does.Contain("  Not all could be chosen: 1 damaged, 1 missing. "));
    }

    [Test]
    public async Task Two_audits_at_once_do_not_disturb_each_other()
    {
        using TemporaryFolder folder = new();

        ProgramEnd[] ends = await Task.WhenAll(
            AuditAsync(_folder["made/studies/small"], folder, "--sample", "2", "--seed", "1", "--quiet"), AuditAsync(_folder["made/studies/small"], folder, "--sample", "4", "--seed", "2", "--quiet"));

        Assert.That(ends.Select(end => (end.ExitCode, end.Error)), Is.All.EqualTo((0, "")));
    }

    [Test]
    public async Task Where_nothing_can_be_made_again_it_says_so()
    {
        using TemporaryFolder folder = new();
        string study = Copied(folder);
        Directory.Delete(Path.Combine(study, "runs"), recursive: true);

        ProgramEnd end = await AuditAsync(study, folder);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: '{study}' has no run that is done"));
    }

    [Test]
    public async Task Data_of_the_studys_own_must_be_found()
    {
        ProgramEnd end = await ProgramProcess.RunAsync("study", "audit", _folder["made/studies/small"], "--artifacts", _folder["none"]);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Is.EqualTo("error: The study's runs take the data in 'few', relative to the study's file. Name the folder in which that file is with --root.\n"));
    }

    private Task<ProgramEnd> AuditAsync(string study, TemporaryFolder artifacts, params string[] options) =>
        ProgramProcess.RunAsync(["study", "audit", study, "--root", _folder.Path, "--artifacts", artifacts.Path, .. options]);

    private string Copied(TemporaryFolder folder)
    {
        foreach (string file in Directory.GetFiles(_folder["made"], "*", SearchOption.AllDirectories))
        {
            string copy = folder[Path.GetRelativePath(_folder["made"], file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder["studies/small"];
    }
}
