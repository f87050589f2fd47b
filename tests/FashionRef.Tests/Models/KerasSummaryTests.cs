using FashionRef.Models;

namespace FashionRef.Tests.Models;

internal sealed class KerasSummaryTests
{
    [Test]
    public void Both_summaries_are_the_notebooks_character_for_character()
    {
        KerasNames session = new();

        string first = KerasSummary.Render(NotebookModels.Model1.Build(session));
        string second = KerasSummary.Render(NotebookModels.Model2.Build(session));

        Assert.That(first, Is.EqualTo(TestDataFile.Text("notebook-summary-model1.txt")));
        Assert.That(second, Is.EqualTo(TestDataFile.Text("notebook-summary-model2.txt")));
    }
}
