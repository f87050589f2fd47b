using System.Text.Json.Nodes;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Formats.Keras.Writing.Conversion;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Keras.Writing.Conversion;

/// <summary>Variables of Keras 2's optimizers in the order of Keras 3.</summary>
internal sealed class KerasTwoOptimizerTests
{
    // Two weights of one shape, whose order only names tell.
    private static readonly BuiltModel Model = new Sequential(Shape.Of(1), [new Dense(1, Activation.Linear) { UseBias = false }, new Dense(1, Activation.Linear) { UseBias = false }]).Build();

    [TestCase("Adam/m/dense/kernel:0 Adam/v/dense/kernel:0 Adam/m/dense_1/kernel:0 Adam/v/dense_1/kernel:0", "1 2 3 4")]
    [TestCase("Adam/dense/kernel/m:0 Adam/dense_1/kernel/m:0 Adam/dense/kernel/v:0 Adam/dense_1/kernel/v:0", "1 3 2 4")]
    [TestCase("training/Adam/dense/kernel/m:0 training/Adam/dense_1/kernel/m:0 training/Adam/dense/kernel/v:0 training/Adam/dense_1/kernel/v:0", "1 3 2 4")]
    [TestCase("training_3/Adam/Variable:0 training_3/Adam/Variable_1:0 training_3/Adam/Variable_2:0 training_3/Adam/Variable_3:0", "1 3 2 4")]
    [TestCase("1 2 3 4", "1 2 3 4")]
    public void Slots_take_turns(string names, string expected)
    {
        Hdf5NewDataset[]? ordered = InOrder("Adam", ["iteration:0", .. names.Split(' ')], [0, 1, 2, 3, 4], rate: "0.25");

        Assert.That(string.Join(' ', ordered!.Skip(2).Select(array => array.Values[0])), Is.EqualTo(expected));
        Assert.That(ordered![1].Values, Is.EqualTo([0.25]));
        Assert.That(ordered[1].Type, Is.EqualTo(Hdf5Type.Float32));
    }

    // Two weights' arrays of one zero, which only amsgrad would use.
    [TestCase(0.0, true)]
    [TestCase(1.0, false)]
    public void Placeholders_of_old_versions_are_passed_over(double value, bool isTaken) => Assert.That(
        InOrder("Adam", ["iterations:0", .. Enumerable.Range(0, 6).Select(i => $"training/Adam/Variable_{i}:0")], [0, 1, 2, 3, 4, value, 0], rate: "0.25", placeholdersFrom: 5)?.Length,
        Is.EqualTo(isTaken ? 6 : null));

    [Test]
    public void A_schedule_has_no_rate() =>
        Assert.That(InOrder("SGD", ["iteration:0"], [7], rate: "{}", config: """{"learning_rate": {}}""")!.Select(array => array.Values[0]), Is.EqualTo([7.0]));

    [TestCase("Adam", 4, "0.25")]
    [TestCase("Adam", 6, "0.25")]
    [TestCase("Adam", 5, "null")]
    [TestCase("Nadam", 5, "0.25")]
    public void What_does_not_fit_is_not_taken(string optimizer, int count, string rate) =>
        Assert.That(InOrder(optimizer, [.. Enumerable.Range(0, count).Select(i => $"{i}")], [.. Enumerable.Range(0, count).Select(i => (double)i)], rate), Is.Null);

    private static Hdf5NewDataset[]? InOrder(string optimizer, string[] names, double[] values, string rate, string? config = null, int placeholdersFrom = int.MaxValue)
    {
        JsonObject configuration = new() { ["compile_config"] = new JsonObject { ["optimizer"] = new JsonObject { ["config"] = new JsonObject { ["learning_rate"] = JsonNode.Parse(rate) } } } };
        IReadOnlyList<OptimizerSlot> slots = OptimizerLayout.Of(optimizer, config is null ? null : System.Text.Json.JsonDocument.Parse(config).RootElement, Model)!;
        Hdf5NewDataset[] arrays = [.. values.Select((value, i) => new Hdf5NewDataset(i == 0 ? [] : i < placeholdersFrom ? [1, 1] : [1], Hdf5Type.Float32, [value]))];
        return KerasTwoOptimizer.InOrder(slots, names, arrays, configuration);
    }
}
