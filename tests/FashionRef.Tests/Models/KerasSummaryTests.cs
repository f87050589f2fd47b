using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models;

internal sealed class KerasSummaryTests
{
    // Keras 3.15.1's own, of line_length 80, the second ones with expand_nested and show_trainable.
    private const string Nested = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                      ┃ Output Shape             ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ rescaling (Rescaling)             │ (None, 28, 28, 1)        │             0 │
        ├───────────────────────────────────┼──────────────────────────┼───────────────┤
        │ features (Sequential)             │ (None, 4, 4, 4)          │            56 │
        ├───────────────────────────────────┼──────────────────────────┼───────────────┤
        │ flatten (Flatten)                 │ (None, 64)               │             0 │
        ├───────────────────────────────────┼──────────────────────────┼───────────────┤
        │ head (Sequential)                 │ (None, 10)               │           910 │
        └───────────────────────────────────┴──────────────────────────┴───────────────┘
         Total params: 2,884 (11.27 KB)
         Trainable params: 958 (3.74 KB)
         Non-trainable params: 8 (32.00 B)
         Optimizer params: 1,918 (7.50 KB)

        """;

    private const string NestedWithAll = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┳━━━━━━━┓
        ┃ Layer (type)                  ┃ Output Shape           ┃     Param # ┃ Trai… ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━╇━━━━━━━┩
        │ rescaling (Rescaling)         │ (None, 28, 28, 1)      │           0 │   -   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │ features (Sequential)         │ (None, 4, 4, 4)        │          56 │   Y   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ conv2d (Conv2D)          │ (None, 13, 13, 4)      │          40 │   Y   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ batch_normalization      │ (None, 13, 13, 4)      │          16 │   Y   │
        │ (BatchNormalization)          │                        │             │       │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ max_pooling2d            │ (None, 4, 4, 4)        │           0 │   -   │
        │ (MaxPooling2D)                │                        │             │       │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │ flatten (Flatten)             │ (None, 64)             │           0 │   -   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │ head (Sequential)             │ (None, 10)             │         910 │   Y   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ dense (Dense)            │ (None, 12)             │         780 │   Y   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ dense_1 (Dense)          │ (None, 10)             │         130 │   Y   │
        └───────────────────────────────┴────────────────────────┴─────────────┴───────┘
         Total params: 2,884 (11.27 KB)
         Trainable params: 958 (3.74 KB)
         Non-trainable params: 8 (32.00 B)
         Optimizer params: 1,918 (7.50 KB)

        """;

    private const string FunctionalInside = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                      ┃ Output Shape             ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ rescaling (Rescaling)             │ (None, 28, 28, 1)        │             0 │
        ├───────────────────────────────────┼──────────────────────────┼───────────────┤
        │ max_pooling2d (MaxPooling2D)      │ (None, 7, 7, 1)          │             0 │
        ├───────────────────────────────────┼──────────────────────────┼───────────────┤
        │ part (Functional)                 │ (None, 75)               │            30 │
        ├───────────────────────────────────┼──────────────────────────┼───────────────┤
        │ dense (Dense)                     │ (None, 10)               │           760 │
        └───────────────────────────────────┴──────────────────────────┴───────────────┘
         Total params: 791 (3.09 KB)
         Trainable params: 790 (3.09 KB)
         Non-trainable params: 0 (0.00 B)
         Optimizer params: 1 (8.00 B)

        """;

    private const string FunctionalInsideWithAll = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┳━━━━━━━┓
        ┃ Layer (type)                  ┃ Output Shape           ┃     Param # ┃ Trai… ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━╇━━━━━━━┩
        │ rescaling (Rescaling)         │ (None, 28, 28, 1)      │           0 │   -   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │ max_pooling2d (MaxPooling2D)  │ (None, 7, 7, 1)        │           0 │   -   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │ part (Functional)             │ (None, 75)             │          30 │   Y   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ input_layer (InputLayer) │ (None, 7, 7, 1)        │           0 │   -   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ conv2d (Conv2D)          │ (None, 5, 5, 3)        │          30 │   Y   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │    └ flatten (Flatten)        │ (None, 75)             │           0 │   -   │
        ├───────────────────────────────┼────────────────────────┼─────────────┼───────┤
        │ dense (Dense)                 │ (None, 10)             │         760 │   Y   │
        └───────────────────────────────┴────────────────────────┴─────────────┴───────┘
         Total params: 791 (3.09 KB)
         Trainable params: 790 (3.09 KB)
         Non-trainable params: 0 (0.00 B)
         Optimizer params: 1 (8.00 B)

        """;

    [Test]
    public void Both_summaries_are_the_notebooks_character_for_character()
    {
        KerasNames session = new();

        string first = KerasSummary.Render(NotebookModels.Model1.Build(session));
        string second = KerasSummary.Render(NotebookModels.Model2.Build(session));

        Assert.That(first, Is.EqualTo(TestDataFile.Text("notebook-summary-model1.txt")));
        Assert.That(second, Is.EqualTo(TestDataFile.Text("notebook-summary-model2.txt")));
    }

    [Test]
    public void Models_inside_have_a_row_or_all_of_theirs()
    {
        BuiltModel model = new Sequential(
            NotebookModels.ImageShape,
            [
                new Rescaling([1 / 255.0], [0]),
                new Sequential(null, [new Conv2D(4, 3, Activation.Relu, Padding.Valid) { Strides = 2 }, new BatchNormalization(), new MaxPooling2D(3)]) { Name = "features" },
                new Flatten(),
                new Sequential(null, [new Dense(12, Activation.Relu), new Dense(10, Activation.Softmax)]) { Name = "head" },
            ]).Build();

        AssertSummaries(model, (1918, (1917 * 4) + 8), Nested, NestedWithAll);
    }

    [Test]
    public void A_functional_model_inside_has_a_row_for_its_input()
    {
        BuiltModel model = new Sequential(
            NotebookModels.ImageShape,
            [
                new Rescaling([1 / 255.0], [0]),
                new MaxPooling2D(4),
                new Sequential(null, [new InputLayer(Shape.Of(7, 7, 1)), new Conv2D(3, 3, Activation.Relu, Padding.Valid), new Flatten()]) { Name = "part", IsFunctional = true },
                new Dense(10, Activation.Softmax),
            ]).Build();

        AssertSummaries(model, (1, 8), FunctionalInside, FunctionalInsideWithAll);
    }

    [Test]
    public void What_is_not_trained_is_told_in_the_column()
    {
        Sequential inside = new(null, [new Dense(3, Activation.Relu)]);
        BuiltModel model = new Sequential(Shape.Of(2), [inside with { IsTrainable = false }, inside, new Dense(1, Activation.Linear) { IsTrainable = false }]).Build();

        string[] rows = KerasSummary.Render(model, new SummaryOptions(80, ExpandsNested: true, ShowsTrainable: true)).Split('\n');

        Assert.That(
            rows.Where(row => row.Contains("sequential_", StringComparison.Ordinal) || row.Contains("dense", StringComparison.Ordinal)).Select(row => row[^5]),
            Is.EqualTo("NNYYN"));
    }

    [Test]
    public void A_number_for_each_sample_has_the_shape_that_Python_writes() => Assert.That(
        KerasSummary.Render(new Sequential(Shape.Of(1), [new Reshape([])]).Build()), Does.Contain(" (None,) "));

    private static void AssertSummaries(BuiltModel model, (long Count, long Bytes) optimizer, string usual, string withAll)
    {
        Assert.That(KerasSummary.Render(model, new SummaryOptions(80, Optimizer: optimizer)), Is.EqualTo(usual));
        Assert.That(KerasSummary.Render(model, new SummaryOptions(80, ExpandsNested: true, ShowsTrainable: true, optimizer)), Is.EqualTo(withAll));
    }
}
