using FashionRef.Report.Images;

namespace FashionRef.Tests.Report.Images;

internal sealed class DrawingLibraryTests
{
    [Test]
    public void It_loads_here() => Assert.That(DrawingLibrary.EnsureLoaded, Throws.Nothing);

    private static IEnumerable<Exception> Failures()
    {
        DllNotFoundException failure = new("No library. Try this: \n/a/path: cannot open\n/another/path: cannot open\n");
        yield return failure;
        yield return new TypeInitializationException("SkiaSharp.SKObject", failure);
    }

    [TestCaseSource(nameof(Failures))]
    public void A_machine_that_cannot_load_it_is_told(Exception failure)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => DrawingLibrary.EnsureLoaded(() => throw failure))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Is.EqualTo(
            "The native library that draws pictures, libSkiaSharp, does not load on this machine: No library. "
            + "It is beside the program only if that was built for this system: build it here."));
    }

    [Test]
    public void Other_failures_are_not_hidden() =>
        Assert.That(() => DrawingLibrary.EnsureLoaded(() => throw new InvalidOperationException()), Throws.InvalidOperationException);
}
