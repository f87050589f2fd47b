using FashionRef.Gate;
using FashionRef.Tests.Gate.Outputs;

namespace FashionRef.Tests.Gate;

internal sealed class GateLookTests
{
    // Without p no check compares curves: at the first look the bits are the baseline's, at a later one the runs are too few.
    [TestCase(0, 0.019, true)]
    [TestCase(0, 0.02, false)]
    [TestCase(0, null, false)]
    [TestCase(1, 0.019, true)]
    [TestCase(1, 0.5, false)]
    [TestCase(1, null, true)]
    [TestCase(2, 0.019, false)]
    [TestCase(2, null, false)]
    public void A_gate_looks_again_where_a_doubt_is_left(int look, double? p, bool goesOn)
    {
        GateCheck[] checks = p is null ? [Reports.Record] : [Reports.Record, Reports.Curves with { Measure = new("permutation_p", p.Value, P: p) }];

        Assert.That(GateLook.GoesOn(look, checks), Is.EqualTo(goesOn));
    }

    [Test]
    public void A_failure_ends_it() => Assert.That(GateLook.GoesOn(0, [Reports.Accuracy, Reports.Curves with { Measure = new("permutation_p", 0.001, P: 0.001) }]), Is.False);
}
