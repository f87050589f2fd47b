using FashionRef.Studies;
using FashionRef.Training;

namespace FashionRef.Tests.Studies;

internal sealed class StudyFiguresTests
{
    private static readonly EpochMetrics[] History =
    [
        new(1, Accuracy: 0.1, Loss: 9, ValAccuracy: 0.2, ValLoss: 8, Seconds: 1),
        new(2, Accuracy: 0.5, Loss: Math.E, ValAccuracy: 0.6, ValLoss: Math.E, Seconds: 1),
        new(3, Accuracy: 0.7, Loss: 1, ValAccuracy: 0.9, ValLoss: Math.E * Math.E, Seconds: 1),
    ];

    [TestCase(StudyFigure.MeanTestAccuracy, 0.75)]
    [TestCase(StudyFigure.LastTestAccuracy, 0.9)]
    [TestCase(StudyFigure.MeanLogTestLoss, 1.5)]
    [TestCase(StudyFigure.MeanTrainingAccuracy, 0.6)]
    [TestCase(StudyFigure.MeanLogTrainingLoss, 0.5)]
    public void Means_leave_the_first_epoch_out(StudyFigure figure, double value) =>
        Assert.That(StudyFigures.Of(figure, History), Is.EqualTo(value).Within(1e-12));

    [Test]
    public void An_only_epoch_is_not_left_out() => Assert.That(StudyFigures.Of(StudyFigure.MeanTestAccuracy, History[..1]), Is.EqualTo(0.2));

    [TestCase(StudyFigure.MeanLogTestLoss)]
    [TestCase(StudyFigure.MeanLogTrainingLoss)]
    public void A_loss_of_0_has_a_finite_logarithm(StudyFigure figure) =>
        Assert.That(StudyFigures.Of(figure, [History[0] with { Loss = 0, ValLoss = 0 }]), Is.EqualTo(Math.Log(StudyFigures.LeastLoss)));

    [TestCase(false, "the mean test accuracy of epoch 2 and later")]
    [TestCase(true, "the test accuracy of the only epoch")]
    public void An_only_epoch_is_called_so(bool hasOneEpoch, string name) =>
        Assert.That(StudyFigures.Name(StudyFigure.MeanTestAccuracy, hasOneEpoch), Is.EqualTo(name));

    [TestCase(StudyFigure.MeanTestAccuracy, "the mean accuracy of epoch 2 and later on the last 9 training images")]
    [TestCase(StudyFigure.LastTestAccuracy, "the accuracy after the last epoch on the last 9 training images")]
    [TestCase(StudyFigure.MeanLogTestLoss, "the mean logarithm of the loss of epoch 2 and later on the last 9 training images")]
    [TestCase(StudyFigure.MeanTrainingAccuracy, "the mean training accuracy of epoch 2 and later")]
    public void Figures_of_held_out_images_are_not_called_those_of_the_test_set(StudyFigure figure, string name) =>
        Assert.That(StudyFigures.Name(figure, judges: "the last 9 training images"), Is.EqualTo(name));

    [Test]
    public void Every_figure_has_words_of_its_own() =>
        Assert.That(Enum.GetValues<StudyFigure>().Select(figure => StudyFigures.Name(figure)).Distinct().Count(), Is.EqualTo(Enum.GetValues<StudyFigure>().Length));
}
