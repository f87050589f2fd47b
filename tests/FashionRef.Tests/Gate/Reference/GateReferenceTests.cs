using System.Text.Json.Nodes;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class GateReferenceTests
{
    [Test]
    public void Runs_that_were_edited_are_refused_be_it_one_figure_of_one_epoch()
    {
        using TemporaryFolder folder = new();
        string expectation = Copy(folder);
        string runs = folder[KerasSeeds.NameOf(1)];
        SeedRuns right = SeedRunsFile.Read(runs);
        SeedRun first = right.Runs[0];
        SeedRun edited = first with { History = first.History with { Loss = [first.History.Loss[0] + 1e-6, .. first.History.Loss.Skip(1)] } };
        File.WriteAllText(runs, SeedRunsFile.Format(right with { Runs = [edited, .. right.Runs.Skip(1)] }));

        Refusal.Expect(() => GateReference.Read(expectation), $"'{runs}' does not hold the runs that '{expectation}' was derived from");
    }

    [TestCase("epochs", 12, "'epochs' is 12, but its runs in '")]
    [TestCase("batch_size", 64, "'batch_size' is 64, but its runs in '")]
    [TestCase("source", "another", "'source' is another, but its runs in '")]
    public void An_expectation_of_other_settings_than_its_runs_is_refused(string field, object value, string fault)
    {
        using TemporaryFolder folder = new();
        string expectation = ChangedJson.Write(Copy(folder), folder["changed.json"], content => content[field] = JsonValue.Create(value));

        Refusal.Expect(() => GateReference.Read(expectation), $"'{expectation}' says that {fault}");
    }

    [Test]
    public void An_expectation_with_the_runs_of_another_model_is_refused()
    {
        using TemporaryFolder folder = new();
        SeedRuns other = KerasSeeds.Runs(2);
        File.WriteAllText(folder["other.json"], SeedRunsFile.Format(other));
        string expectation = ChangedJson.Write(Copy(folder), folder["changed.json"], content => (content["runs_file"], content["runs_sha256"]) = ("other.json", SeedRunsFile.Sha256(other)));

        Refusal.Expect(() => GateReference.Read(expectation), $"'{expectation}' says that 'model' is 1, but its runs in '{folder["other.json"]}' have 2: ");
    }

    [Test]
    public void How_the_file_is_written_does_not_matter()
    {
        using TemporaryFolder folder = new();
        string expectation = Copy(folder);
        string runs = folder[KerasSeeds.NameOf(1)];
        File.WriteAllText(runs, File.ReadAllText(runs).Replace("\n", "\r\n", StringComparison.Ordinal).Replace("\"seed\":", "\"seed\" : ", StringComparison.Ordinal));

        Assert.That(GateReference.Read(expectation).Runs.Runs, Has.Count.EqualTo(40));
    }

    [Test]
    public void Without_its_runs_an_expectation_is_not_used()
    {
        using TemporaryFolder folder = new();
        string expectation = Copy(folder);
        File.Delete(folder[KerasSeeds.NameOf(1)]);

        Refusal.Expect(() => GateReference.Read(expectation), $"'{expectation}' needs the runs that it was derived from, in the file '{KerasSeeds.NameOf(1)}' beside it, and that is not there. ");
    }

    [Test]
    public void A_folder_without_it_has_none() => Assert.That(GateReference.ReadIfThere("nowhere", new ExpectationKey(1, null, Shuffle.Anew)), Is.Null);

    private static string Copy(TemporaryFolder folder) => KerasSeeds.Write(folder.Path, 1);
}
