using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Gate.Reference.OwnModels;

/// <summary>The expectation of a model from a file, and what belongs to it.</summary>
internal sealed class OwnModelFilesTests
{
    private TemporaryFolder _folder = null!;
    private string _expectation = null!;

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        _expectation = new ExpectationVersions(_folder.Path).Write(OwnModel.Expectation, OwnModel.Runs, OwnModel.File);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void It_stands_beside_its_runs_and_its_model_and_is_read_with_them()
    {
        GateReference read = GateReference.Read(_expectation);

        Assert.That(
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Is.EqualTo(["exact-seeds-lenet5-anew.json", "expectation-lenet5-anew.json", "lenet5-model.json"]));
        Assert.That((read.Expectation.Key, read.File!.Sha256, read.Runs.File), Is.EqualTo((new ExpectationKey(0, OwnModel.Source, Shuffle.Anew), OwnModel.Source.Sha256, OwnModel.Source)));
        Assert.That(ExpectationText.Format(read.Expectation), Does.StartWith("lenet5, shuffled anew: ").And.Not.Contain("notebook"));
    }

    [Test]
    public void Without_its_model_it_is_refused()
    {
        File.Delete(_folder["lenet5-model.json"]);

        Refusal.Expect(() => GateReference.Read(_expectation), "needs the model that its runs are of, in the file 'lenet5-model.json' beside it, and that is not there");
    }

    [Test]
    public void Beside_another_model_it_is_refused()
    {
        File.Copy(Path.Combine(Repository.Root, "models", "perceptron.json"), _folder["lenet5-model.json"], overwrite: true);

        Refusal.Expect(() => GateReference.Read(_expectation), $"'{_folder["lenet5-model.json"]}' is not the model that '{_expectation}' was derived from");
    }

    [TestCase("model", 1, "'model' is 1, but must be 0 beside a 'file'")]
    [TestCase("name", "../x", "'file.name' is '../x', but must be 1 to 60 of the letters")]
    [TestCase("pixels", "grey", "'file.pixels' is 'grey', but must be raw or unit")]
    [TestCase("sha256", "ab", "'file.sha256' is 'ab', but must be ")]
    public void A_damaged_one_is_refused(string field, object value, string told)
    {
        ChangedJson.Write(_expectation, _expectation, node => (field == "model" ? node : node["file"]!)[field] = value is int number ? number : (string)value);

        Refusal.Expect(() => ExpectationFile.Read(_expectation), told);
    }

    [Test]
    public void A_newer_version_leaves_the_older_one_with_its_model()
    {
        ExpectationVersions versions = new(_folder.Path);
        versions.Write(OwnModel.Expectation with { NotebookAccuracy = 0.5 }, OwnModel.Runs, OwnModel.File);

        Assert.That(GateReference.Read(versions.PathOf(OwnModel.Expectation.Key, 1)).Expectation.Version, Is.EqualTo(1));
        Assert.That(GateReference.Read(versions.PathOf(OwnModel.Expectation.Key, 2)).Expectation.Version, Is.EqualTo(2));
    }

    /// <summary>One folder may hold those of several models.</summary>
    [Test]
    public void A_folder_is_asked_by_the_runs_model_and_shuffle()
    {
        KerasSeeds.Write(_folder.Path, 1);

        Assert.That(GateReference.Read(_folder.Path, ExpectationKey.Of(OwnModel.Record().Settings)).Expectation.File, Is.EqualTo(OwnModel.Source));
        Assert.That(GateReference.AllIn(_folder.Path).Select(found => found.Expectation.Key.ModelTitle), Is.EquivalentTo(["lenet5", "Model-1"]));
        Assert.That(GateReference.ReadIfThere(_folder.Path, ExpectationKey.Of(OwnModel.Record().Settings) with { File = new ModelSource("other", OwnModel.Source.Sha256) }), Is.Null);
    }
}
