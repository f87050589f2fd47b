using System.Text.Json.Nodes;
using FashionRef.Tests.Gate;
using FashionRef.Training.Bits;

namespace FashionRef.Tests.Training.Bits;

internal sealed class BitsFileTests
{
    private static readonly BitsRun One = Run(model: 1, 'a');
    private static readonly BitsRun Two = Run(model: 2, 'b');

    [Test]
    public void Runs_are_kept_beside_those_of_other_settings_and_take_the_place_of_their_own()
    {
        using TemporaryFolder folder = new();
        BitsFile.Store(folder["bits.json"], [Two]);
        BitsFile.Store(folder["bits.json"], [One]);
        BitsFile.Store(folder["bits.json"], [Two with { Weights = One.Weights }]);

        BitsRecord record = BitsFile.Read(folder["bits.json"]);
        Assert.That(record.Runs.Select(run => (run.Settings.Model, run.Weights)), Is.EqualTo(new[] { (1, One.Weights), (2, One.Weights) }));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "bits.json" }));
    }

    [Test]
    public void A_run_with_the_stored_bits_has_no_fault() => Assert.That(BitsRecord.Empty.With(One).With(Two).FaultOf(One), Is.Null);

    [Test]
    public void Other_weights_and_other_logits_are_told()
    {
        BitsRecord record = BitsRecord.Empty.With(One);

        Assert.That(
            record.FaultOf(One with { Weights = Two.Weights }),
            Is.EqualTo($"Model-1, seed 1, 3 steps of 128 images has other bits than the stored ones: weights {Two.Weights} instead of {One.Weights}"));
        Assert.That(record.FaultOf(One with { Logits = Two.Logits }), Does.EndWith($"stored ones: logits {Two.Logits} instead of {One.Logits}"));
    }

    [Test]
    public void A_run_that_is_not_stored_is_told() =>
        Assert.That(BitsRecord.Empty.With(One).FaultOf(Two), Is.EqualTo("Model-2, seed 1, 3 steps of 128 images of engine exact has no stored bits"));

    [Test]
    public void Bits_of_other_arithmetic_are_not_compared_even_when_they_are_equal()
    {
        BitsRun later = One with { EngineVersions = new Dictionary<string, string> { ["Exact"] = "2" } };

        Assert.That(
            BitsRecord.Empty.With(One).FaultOf(later),
            Is.EqualTo("Model-1, seed 1, 3 steps of 128 images was stored by exact (Exact 1), but this is exact (Exact 2): their bits are not comparable"));
    }

    [TestCase("\"format\": \"fashionref-bits-1\"", "\"format\": \"fashionref-run-1\"", "'format' is 'fashionref-run-1', but must be 'fashionref-bits-1'")]
    [TestCase("\"seed\": 1", "\"seed\": \"one\"", "runs[0].settings.seed is \"one\", but must be a whole number")]
    [TestCase("\"weights\": \"aaaa", "\"weights\": \"aaa", "which must be a SHA-256")]
    public void A_file_that_holds_something_else_is_told_with_its_place(string right, string wrong, string expected)
    {
        using TemporaryFolder folder = new();
        BitsFile.Store(folder["bits.json"], [One]);
        File.WriteAllText(folder["bits.json"], File.ReadAllText(folder["bits.json"]).Replace(right, wrong, StringComparison.Ordinal));

        FashionRefException fault = Assert.Throws<FashionRefException>(() => BitsFile.Read(folder["bits.json"]))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(fault.Message, Does.StartWith($"'{folder["bits.json"]}' is no file of bits: ").And.Contains(expected));
    }

    [Test]
    public void Two_entries_of_one_setting_are_refused_wherever_they_stand()
    {
        using TemporaryFolder folder = new();
        BitsFile.Store(folder["bits.json"], [One, Two]);
        string file = ChangedJson.Write(folder["bits.json"], folder["twice.json"], bits =>
        {
            JsonNode again = bits["runs"]![0]!.DeepClone();
            again["weights"] = Two.Weights;
            again["engine_versions"]!["Exact"] = "2";
            bits["runs"]!.AsArray().Add(again);
        });

        Refusal.Expect(() => BitsFile.Read(file), $"'{file}' is no file of bits: 'runs' holds Model-1, seed 1, 3 steps of 128 images of engine exact twice. ");
        Refusal.Expect(() => { BitsFile.Store(file, [One]); return null; }, "of engine exact twice");
    }

    private static BitsRun Run(int model, char digit) => new(
        "exact",
        new Dictionary<string, string> { ["Exact"] = "1" },
        new BitsSettings(model, Steps: 3, BatchSize: 128, Seed: 1),
        new string(digit, 64),
        new string('c', 63) + digit);
}
