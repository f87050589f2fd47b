using FashionRef.Training;

namespace FashionRef.Tests.Training.Runs;

internal sealed class HistoryCsvTests
{
    [Test]
    public void Columns_have_Keras_names_and_numbers_read_back_exactly()
    {
        string text = HistoryCsv.Format([new EpochMetrics(1, 0.1 + 0.2, 20.4855, 1.0 / 3, 0.4337, 25)]);

        Assert.That(text, Is.EqualTo(
            "epoch,accuracy,loss,val_accuracy,val_loss\n1,0.30000000000000004,20.4855,0.3333333333333333,0.4337\n"));
    }
}
