using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Runs;

/// <summary>
/// What the gate reads of a run's record. It is less than <see cref="RunRecord"/> holds, so that another port of the models can be judged
/// by a record of its own.
/// </summary>
/// <param name="Format">The record's own format, <see cref="RunRecord.CurrentFormat"/>.</param>
/// <param name="Settings">What was asked for.</param>
/// <param name="Parameters">How many numbers the model's weights hold.</param>
/// <param name="NonTrainableParameters">How many of them the optimizer leaves alone.</param>
/// <param name="Result">Accuracy and loss on the test set after the last epoch.</param>
/// <param name="Sha256">Hashes of the data and, of this program's runs, of the weights.</param>
/// <param name="History">Every epoch, in order.</param>
/// <param name="Environment">The machine and the versions, when the record tells them.</param>
public sealed record RunUnderTest(
    string Format,
    RunSettings Settings,
    int Parameters,
    int NonTrainableParameters,
    RunResult Result,
    HashesUnderTest Sha256,
    IReadOnlyList<EpochMetrics> History,
    RunEnvironment? Environment = null);
