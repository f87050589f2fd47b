using FashionRef.Cli;
using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Tests.Engines;

internal sealed class KnownEnginesTests
{
    private static IEnumerable<string> Names => KnownEngines.Names;

    [TestCaseSource(nameof(Names))]
    public void Every_name_makes_the_engine_of_that_name_in_float32(string name)
    {
        IEngine engine = InstalledEngines.Create(name, threads: 2);

        Assert.That((engine.Name, engine.Precision), Is.EqualTo((name, Precision.Float32)));
        Assert.That(engine.Versions, Is.Not.Empty, "What decides its bits is told.");
    }

    [Test]
    public void The_default_is_one_of_them() => Assert.That(KnownEngines.Names, Does.Contain(KnownEngines.Default));

    [Test]
    public void The_default_for_a_precision_computes_with_it([Values] Precision precision) =>
        Assert.That(InstalledEngines.Create(KnownEngines.DefaultFor(precision), threads: 2, precision).Precision, Is.EqualTo(precision));

    [Test]
    public void Torch_computes_in_float64_too() =>
        Assert.That(InstalledEngines.Create("torch", threads: 2, Precision.Float64).Precision, Is.EqualTo(Precision.Float64));

    [TestCase("exact", Precision.Float64, "Engine 'exact' does not compute in float64: legal is float32. For float64 take --engine torch.")]
    [TestCase("jax", Precision.Float32, "There is no engine 'jax': legal are torch and exact.")]
    public void What_there_is_not_is_refused_with_what_is_legal(string name, Precision precision, string message)
    {
        FashionRefException refusal = Assert.Throws<FashionRefException>(() => InstalledEngines.Create(name, threads: 2, precision))!;

        Assert.That((refusal.Kind, refusal.Message), Is.EqualTo((FaultKind.BadRequest, message)));
    }

    [TestCase("exact", true)]
    [TestCase("torch", false)]
    [TestCase("my-port", false)]
    public void Only_of_the_exact_engine_are_the_same_bits_demanded_everywhere(string name, bool expected) =>
        Assert.That(KnownEngines.HasSameBitsEverywhere(name), Is.EqualTo(expected));
}
