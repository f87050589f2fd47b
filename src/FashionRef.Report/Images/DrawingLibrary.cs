using SkiaSharp;

namespace FashionRef.Report.Images;

/// <summary>Loads SkiaSharp's native library for drawing, or reports why it does not load.</summary>
public static class DrawingLibrary
{
    /// <summary>Loads the library on the first call.</summary>
    /// <exception cref="FashionRefException">The library does not load (machine cannot).</exception>
    public static void EnsureLoaded() => EnsureLoaded(() =>
    {
        using SKPaint paint = new();
    });

    /// <summary>Runs a loader and translates what it throws.</summary>
    /// <param name="load">Loads the library.</param>
    /// <exception cref="FashionRefException">The loader failed (machine cannot).</exception>
    internal static void EnsureLoaded(Action load)
    {
        try
        {
            load();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"The native library that draws pictures, libSkiaSharp, does not load on this machine: {Reason(exception)}. "
                + "It is beside the program only if that was built for this system: build it here.",
                exception);
        }
    }

    // On Unix the runtime's message is a sentence, advice, and a line for each path that it tried.
    private static string Reason(Exception exception) => exception.GetBaseException().Message.Split('\n')[0].Split(". ")[0].TrimEnd('.');
}
