using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Tests.Engines.Exact;

[NonParallelizable]
internal sealed class ExactAllocationTests
{
    private const int Steps = 20;
    private const int Attempts = 10;

    // An object has at least a header, a type and one word.
    private const int SmallestObject = 24;

    [Test]
    public void After_the_first_steps_a_step_allocates_nothing(
        [Values("Model-1", "Model-2", "normalized", "linear", "two channels", "dense on the image")] string name)
    {
        BuiltModel model = ExactModels.Get(name);
        byte[] pixels = ExactModels.Pixels(model, 5);
        byte[] labels = ExactModels.Labels(model, 5);
        using ITrainer trainer = ExactModels.Trainer(
            width: 16, model, CrossEntropy.OfLogits, new Adam(0.01), ExactModels.Start(model), threads: 2);
        Train();

        // Of the whole process, the engine's other thread among it: the test runner may allocate at the same time, but not always.
        // Beside other work a thread may wait for the first time, and what it waits with is made once.
        long least = long.MaxValue;
        long leastOwn = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && (least > 0 || leastOwn > 0); attempt++)
        {
            long own = GC.GetAllocatedBytesForCurrentThread();
            long all = GC.GetTotalAllocatedBytes(precise: true);
            Train();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - all);
            leastOwn = Math.Min(leastOwn, GC.GetAllocatedBytesForCurrentThread() - own);
        }

        Assert.That(leastOwn, Is.Zero);
        Assert.That(least, Is.LessThan(Steps * SmallestObject));

        void Train()
        {
            for (int step = 0; step < Steps; step++)
            {
                trainer.TrainStep(pixels, labels);
            }
        }
    }
}
