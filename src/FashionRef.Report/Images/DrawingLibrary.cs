using SkiaSharp;

namespace FashionRef.Report.Images;

/// <summary>Loads the native library that draws, SkiaSharp's, or tells why this machine cannot.</summary>
public static class DrawingLibrary
{
    /// <summary>Loads the library when it is called first.</summary>
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
                + "It stands beside the program when that was built for this system: build it here.",
                exception);
        }
    }

    // On Unix the runtime's message is a sentence, advice, and a line for each path that it tried.
    private static string Reason(Exception exception) => exception.GetBaseException().Message.Split('\n')[0].Split(". ")[0].TrimEnd('.');
}
