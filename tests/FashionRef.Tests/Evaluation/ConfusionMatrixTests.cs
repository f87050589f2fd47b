using FashionRef.Evaluation;

namespace FashionRef.Tests.Evaluation;

internal sealed class ConfusionMatrixTests
{
    [Test]
    public void Rows_are_actual_classes_and_columns_answers()
    {
        ConfusionMatrix matrix = new([0, 0, 1], [0, 1, 1], 2);

        Assert.That(matrix[0, 1], Is.EqualTo(1));
        Assert.That(matrix[1, 0], Is.Zero);
        Assert.That(matrix.Actual(0), Is.EqualTo(2));
        Assert.That(matrix.Predicted(1), Is.EqualTo(2));
    }

    [Test]
    public void Its_text_names_the_classes()
    {
        ConfusionMatrix matrix = new([0, 0, 1], [0, 1, 1], 2);

        Assert.That(matrix.Format(["Bag", "Trouser"]), Is.EqualTo(
            """
            Confusion matrix: rows are actual classes, columns predicted ones.

                           0     1
             0 Bag         1     1
             1 Trouser     0     1

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Answers_without_labels_are_refused() =>
        Assert.That(() => new ConfusionMatrix([0], [0, 1], 2), Throws.ArgumentException);
}
