using System.Security.Cryptography;
using System.Text;
using FashionRef.Data;
using FashionRef.Studies;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Studies;

internal sealed class StudyPlanTests
{
    [Test]
    public void Runs_are_all_experiments_of_a_seed_and_then_of_the_next()
    {
        StudyPlan plan = StudyTexts.Plan(StudyTexts.Small);

        Assert.That(plan.Runs.Select(run => run.Number), Is.EqualTo(Enumerable.Range(0, 12)));
        Assert.That(plan.Runs.Take(3).Select(run => run.Name), Is.EqualTo(["00000-plain-seed1", "00001-slow-seed1", "00002-plain-seed2"]));
        Assert.That(
            plan.Runs[1].Settings,
            Is.EqualTo(new RunSettings(1, "exact", 1, Epochs: 2, Notebook.BatchSize, LearningRate: 0.001, Threads: 1)));
        Assert.That(plan.Runs[1].Data, Is.SameAs(StudyData.FashionMnist));
    }

    // As any language would compute it from docs/studies.md.
    [Test]
    public void The_plans_hash_is_that_of_its_runs_as_canonical_JSON()
    {
        StudyPlan plan = StudyTexts.Plan(StudyTexts.Changed(study =>
        {
            study["experiments"]!.AsArray().RemoveAt(1);
            study["comparisons"] = null;
            study["seeds"] = "7";
        }));
        string data = string.Join(',', FashionMnist.Files.Sha256.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"\"{file.Key}\":\"{file.Value}\""));
        string json = $$$"""[{"data":{{{{data}}}},"experiment":"plain","number":0,"settings":{"batch_size":128,"engine":"exact","epochs":2,"learning_rate":0.01,"loss":"of_logits","model":1,"seed":7,"shuffle":"anew"}}]""";

        Assert.That(plan.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))));
    }

    [Test]
    public void Only_what_changes_a_run_changes_the_plans_hash()
    {
        string hash = StudyTexts.Plan(StudyTexts.Small).Sha256;

        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["question"] = "Another?")).Sha256, Is.EqualTo(hash));
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["comparisons"] = null)).Sha256, Is.EqualTo(hash));
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["threads"] = 2)).Sha256, Is.EqualTo(hash), "exact's bits do not depend on threads");
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["epochs"] = 3)).Sha256, Is.Not.EqualTo(hash));
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["jitter"] = 5)).Sha256, Is.Not.EqualTo(hash));
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["seeds"] = "2..7")).Sha256, Is.Not.EqualTo(hash));
        string torch = StudyTexts.Plan(StudyTexts.Changed(study => study["base"]!["engine"] = "torch")).Sha256;
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => (study["base"]!["engine"], study["base"]!["threads"]) = ("torch", 2))).Sha256, Is.Not.EqualTo(torch));
    }

    [Test]
    public void Other_data_are_read_once_and_are_part_of_the_plan()
    {
        List<string> read = [];
        StudyPlan plan = StudyPlan.Of(
            StudyTexts.Read(StudyTexts.Changed(study => study["base"]!["data"] = "few")),
            folder =>
            {
                read.Add(folder);
                return new StudyData(new Dictionary<string, string> { ["train-labels-idx1-ubyte"] = "ab" }, 20, 10);
            });

        Assert.That(read, Is.EqualTo(["few"]));
        Assert.That(plan.Runs.Select(run => run.Data.TrainCount), Is.All.EqualTo(20));
        Assert.That(plan.Sha256, Is.Not.EqualTo(StudyTexts.Plan(StudyTexts.Small).Sha256));
    }

    [Test]
    public void Ten_thousand_runs_are_planned_at_once() =>
        Assert.That(StudyTexts.Plan(StudyTexts.Changed(study => study["seeds"] = "1..5000")).Runs[^1].Name, Is.EqualTo("09999-slow-seed5000"));
}
