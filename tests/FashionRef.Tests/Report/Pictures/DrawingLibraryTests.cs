using FashionRef.Report.Pictures;

namespace FashionRef.Tests.Report.Pictures;

internal sealed class DrawingLibraryTests
{
    [Test]
    public void It_loads_here() => Assert.That(DrawingLibrary.EnsureLoaded, Throws.Nothing);

    private static IEnumerable<Exception> Failures()
    {
        yield return new DllNotFoundException("no such file");
        yield return new TypeInitializationException("SkiaSharp.SKObject", new DllNotFoundException("no such file"));
    }

    [TestCaseSource(nameof(Failures))]
    public void A_machine_that_cannot_load_it_is_told(Exception failure)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => DrawingLibrary.EnsureLoaded(() => throw failure))!;

        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.MachineCannot));
        Assert.That(error.Message, Does.StartWith("The native library that draws pictures, libSkiaSharp, does not load on this machine: no such file"));
    }

    [Test]
    public void Other_failures_are_not_hidden() =>
        Assert.That(() => DrawingLibrary.EnsureLoaded(() => throw new InvalidOperationException()), Throws.InvalidOperationException);
}
