using FashionRef.Studies;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Studies;

internal sealed class StudyFolderTests
{
    [Test]
    public void A_plan_comes_back_as_it_was_kept()
    {
        using TemporaryFolder folder = new();
        StudyFolder study = new(folder["study"]);
        StudyPlan plan = StudyPlan.Of(
            StudyTexts.Read(StudyTexts.Changed(text => text["base"]!["data"] = "few")),
            _ => new StudyData(new Dictionary<string, string> { ["train-labels-idx1-ubyte"] = "ab" }, 20, 10));

        study.Keep(plan);
        study.Keep(plan);

        Assert.That(study.Read().Sha256, Is.EqualTo(plan.Sha256));
        Assert.That(study.Read().Runs.Select(run => run.Name), Is.EqualTo(plan.Runs.Select(run => run.Name)));
    }

    [Test]
    public void Another_plan_of_the_same_name_is_refused_and_another_question_is_not()
    {
        using TemporaryFolder folder = new();
        StudyFolder study = new(folder["study"]);
        study.Keep(StudyTexts.Plan(StudyTexts.Small));

        study.Keep(StudyTexts.Plan(StudyTexts.Changed(text => text["question"] = "Another?")));
        Assert.That(study.Read().Study.Question, Is.EqualTo("Another?"));
        Refusal.Expect(
            () =>
            {
                study.Keep(StudyTexts.Plan(StudyTexts.Changed(text => text["seeds"] = "1..7")));
                return null;
            },
            "holds another study 'small'");
    }

    [TestCase("\"epochs\": 2", "\"epochs\": 3", "it was changed, or another version of the program wrote it")]
    [TestCase("\"name\": \"slow\"", "\"name\": \"../x\"", "in 'study', 'experiments[1].name' is '../x'")]
    [TestCase("study-folder-1", "study-folder-2", "'format' is 'fashionref-study-folder-2'")]
    public void A_changed_plan_is_refused(string text, string other, string fault)
    {
        using TemporaryFolder folder = new();
        StudyFolder study = new(folder["study"]);
        study.Keep(StudyTexts.Plan(StudyTexts.Small));
        File.WriteAllText(study.Plan, File.ReadAllText(study.Plan).Replace(text, other, StringComparison.Ordinal));

        Refusal.Expect(study.Read, fault);
    }

    [Test]
    public void A_folder_without_a_study_is_told()
    {
        using TemporaryFolder folder = new();

        Refusal.Expect(new StudyFolder(folder["none"]).Read, "Name the folder of a study that was run: artifacts/studies/ with the study's name.");
    }

    [Test]
    [Platform("Linux")]
    public void Its_files_are_those_of_all_runs_and_of_failures_and_links_that_lead_back_end()
    {
        using TemporaryFolder folder = new();
        StudyFolder study = new(folder.Path);
        foreach (string file in new[] { "study.json", "runs/00000-a-seed1/run.json", "unfinished/00001-a-seed2-01234567/checkpoint.safetensors", "failed/00002-a-seed3.json", "jobs/start.sh", "report.html" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
            File.WriteAllText(folder[file], "");
        }

        File.CreateSymbolicLink(folder["runs/one"], ".");
        File.CreateSymbolicLink(folder["runs/two"], ".");

        Assert.That(
            study.Files,
            Is.EquivalentTo([folder["study.json"], folder["runs/00000-a-seed1/run.json"], folder["unfinished/00001-a-seed2-01234567/checkpoint.safetensors"], folder["failed/00002-a-seed3.json"]]));
    }
}
