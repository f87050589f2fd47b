using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Gate;
using FashionRef.Gate.Checks;
using FashionRef.Probes;
using FashionRef.Torch;

namespace FashionRef.Tests.Probes;

/// <summary>This program's engines, and the states that they are probed from.</summary>
[Category("Training")]
internal sealed class EngineProbesTests
{
    [TestCase(1)]
    [TestCase(2, Category = LongTests.Category)]
    public void The_exact_engine_makes_the_expected_pack(int model)
    {
        using TemporaryFolder folder = new();

        Assert.That(RealProbes.Make(folder.Path, model).Pack, Is.EqualTo(RealProbes.Reference(model).Pack));
    }

    [TestCase(1, "exact")]
    [TestCase(1, "torch")]
    [TestCase(2, "exact", Category = LongTests.Category)]
    [TestCase(2, "torch", Category = LongTests.Category)]
    public void An_engine_takes_the_steps_of_right_programs(int model, string name)
    {
        IEngine engine = name == "exact" ? new ExactEngine(threads: 2) : new TorchEngine(threads: 2);

        IReadOnlyList<GateCheck> checks = new ProbeCheck(RealProbes.Reference(model), RealDataset.Load().Test)
            .Of(ProbeAnswers.Of(RealProbes.Pack(model), engine, name, RealDataset.Load()));

        Assert.That(checks.Select(check => $"{check.Kind} {check.Verdict} {check.Figure}"), Is.EqualTo(new[] { "Steps Passed 0 of 20 states off", "KnownAnswers Passed 0 of 24 figures off" }));
    }

    [Test]
    public void A_state_that_was_changed_is_refused()
    {
        using TemporaryFolder folder = new();
        ProbePack pack = RealProbes.Pack(1);
        ProbePoint point = pack.Points[3];
        foreach (string file in Directory.GetFiles(pack.Folder))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        Assert.That(ProbePackFile.ReadIfThere(folder.Path, 1, hash: null)?.Pack, Is.EqualTo(pack.Pack));
        File.Copy(folder[pack.Points[4].File], folder[point.File], overwrite: true);

        Assert.That(ProbePackFile.ReadIfThere(folder.Path, 1, hash: null), Is.Null, "It is made anew.");
        Assert.That(
            () => (pack with { Folder = folder.Path }).StateOf(point),
            Throws.TypeOf<FashionRefException>().With.Message.Contains("is not the pack's: its content has another SHA-256 than 'probes.json' says"));
    }

    [TestCase("\"step\": 10,", "\"step\": 11,", "its points are not after the steps 0, 1, 2")]
    [TestCase("\"file\": \"step0010.safetensors\"", "\"file\": \"../step0010.safetensors\"", "'../step0010.safetensors' is not a file of its folder")]
    [TestCase("\"model\": 1", "\"model\": 7", "'model' is 7, but must be 1 or 2")]
    [TestCase("fashionref-probes-1", "fashionref-probes-0", "'format' is 'fashionref-probes-0', but must be 'fashionref-probes-1'")]
    [TestCase("\"pack\": \"", "\"pack\": \"00", "'pack' is not the hash of its points: it was edited")]
    public void A_list_that_was_edited_is_refused(string before, string after, string told)
    {
        using TemporaryFolder folder = new();
        string text = File.ReadAllText(Path.Combine(RealProbes.Pack(1).Folder, "probes.json"));
        File.WriteAllText(folder["probes.json"], text.Replace(before, after, StringComparison.Ordinal));

        Assert.That(() => ProbePackFile.Read(folder.Path), Throws.TypeOf<FashionRefException>().With.Message.Contains(told));
        Assert.That(ProbePackFile.ReadIfThere(folder.Path, 1, hash: null), Is.Null);
    }
}
