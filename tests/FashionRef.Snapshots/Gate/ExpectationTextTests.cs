using FashionRef.Gate.Reference;
using FashionRef.Tests.Gate;

namespace FashionRef.Snapshots.Gate;

/// <summary>What people are told of a stored expectation.</summary>
internal sealed class ExpectationTextTests
{
    [TestCase(1)]
    [TestCase(2)]
    public async Task Expectation_from_Keras_runs(int model) => await Verifier.Verify(ExpectationText.Format(KerasSeeds.Stored(model)));
}
