using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class NotebookTests
{
    [TestCase(1)]
    [TestCase(2)]
    public void It_has_ten_epochs_and_ends_at_the_accuracy_that_the_gate_knows(int model)
    {
        SeedHistory history = Notebook.Of(model).History;

        foreach (IReadOnlyList<double> column in new[] { history.Accuracy, history.Loss, history.ValAccuracy, history.ValLoss })
        {
            Assert.That(column, Has.Count.EqualTo(10).And.All.GreaterThan(0));
        }

        Assert.That(history.ValAccuracy[^1], Is.EqualTo(Notebook.Of(model).TestAccuracy));
    }

    // The sums of the columns of the notebook's output, taken of its text by a script.
    [TestCase(1, 8.6811, 23.1701, 8.5820, 4.3293)]
    [TestCase(2, 9.2987, 1.9589, 9.0297, 3.0029)]
    public void Its_columns_have_the_sums_of_the_notebooks_output(
        int model, double accuracy, double loss, double valAccuracy, double valLoss)
    {
        SeedHistory history = Notebook.Of(model).History;

        double[] sums = [.. new[] { history.Accuracy, history.Loss, history.ValAccuracy, history.ValLoss }.Select(column => column.Sum())];

        Assert.That(sums, Is.EqualTo(new[] { accuracy, loss, valAccuracy, valLoss }).Within(1e-9));
    }

    [Test]
    public void There_is_no_third_model() => Assert.That(() => Notebook.Of(3).History, Throws.InstanceOf<ArgumentOutOfRangeException>());
}
