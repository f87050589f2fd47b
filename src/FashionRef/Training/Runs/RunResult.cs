namespace FashionRef.Training.Runs;

/// <summary>A run's result on the test set after the last epoch.</summary>
/// <param name="TestAccuracy">In [0, 1].</param>
/// <param name="TestLoss">Mean cross-entropy, in nats.</param>
/// <param name="TestCorrect">Correct predictions.</param>
/// <param name="TestCount">Images in the test set.</param>
public sealed record RunResult(double TestAccuracy, double TestLoss, int TestCorrect, int TestCount)
{
    /// <summary>A run whose test accuracy is below it has collapsed: it predicts one class or few for every image.</summary>
    public const double CollapsedBelow = 0.25;

    /// <summary>The result of an evaluation.</summary>
    /// <param name="test">The evaluation.</param>
    public static RunResult Of(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return new RunResult(test.Accuracy, test.Loss, test.Correct, test.Predicted.Length);
    }
}
