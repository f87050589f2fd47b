using FashionRef.Cli.Speed;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Torch;

namespace FashionRef.Tests.Cli.Speed;

internal sealed class SpeedFormsTests
{
    [Test]
    public void Plain_libtorch_is_a_form_of_the_torch_engine_and_not_its_fast_one()
    {
        Assert.That(((TorchEngine)SpeedForms.CreateEngine(SpeedForm.TorchPlain, 1, new StepClock(TimeProvider.System))).Form, Is.EqualTo(TorchForm.Plain));
        Assert.That(((TorchEngine)SpeedForms.CreateEngine(SpeedForm.Torch, 1, new StepClock(TimeProvider.System))).Form, Is.EqualTo(TorchForm.Fast));
    }

    [Test]
    public void The_own_kernels_are_the_exact_engine() =>
        Assert.That(SpeedForms.CreateEngine(SpeedForm.Exact, 1, new StepClock(TimeProvider.System)), Is.TypeOf<ExactEngine>());

    [Test]
    public void Names_are_words_without_spaces() =>
        Assert.That(SpeedForms.All.Select(SpeedForms.Name), Is.EqualTo(new[] { "torch-plain", "torch", "exact" }));
}
