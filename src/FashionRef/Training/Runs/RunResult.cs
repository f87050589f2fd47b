namespace FashionRef.Training.Runs;

/// <summary>What came out of a run, on the test set after the last epoch.</summary>
/// <param name="TestAccuracy">In [0, 1].</param>
/// <param name="TestLoss">Mean cross-entropy, in nats.</param>
/// <param name="TestCorrect">Right answers.</param>
/// <param name="TestCount">Images in the test set.</param>
public sealed record RunResult(double TestAccuracy, double TestLoss, int TestCorrect, int TestCount)
{
    /// <summary>Of a model's answers.</summary>
    /// <param name="test">The answers.</param>
    public static RunResult Of(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return new RunResult(test.Accuracy, test.Loss, test.Correct, test.Predicted.Length);
    }
}
