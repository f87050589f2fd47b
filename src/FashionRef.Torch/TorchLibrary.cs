using System.Runtime.InteropServices;
using TorchSharp;

namespace FashionRef.Torch;

/// <summary>Loads TorchSharp's native library, or reports why it does not load.</summary>
internal static class TorchLibrary
{
    // In this order: on Windows the second does not find the first by itself.
    private static readonly string[] Libraries = ["torch_cpu", "LibTorchSharp"];

    private static readonly Lazy<bool> Loaded = new(() =>
    {
        EnsureLoaded(Load);
        return true;
    });

    /// <summary>Loads the library on the first call; later calls do nothing, or fail in the same way.</summary>
    /// <exception cref="FashionRefException">The library does not load (machine cannot).</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>Runs a loader and translates what it throws.</summary>
    /// <param name="load">Loads the library.</param>
    /// <exception cref="FashionRefException">The loader failed (machine cannot).</exception>
    internal static void EnsureLoaded(Action load)
    {
        try
        {
            load();
        }
        catch (Exception exception) when (IsLoadFailure(exception))
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"TorchSharp's native library does not load on this machine ({RuntimeInformation.RuntimeIdentifier}): {Reason(exception)}. "
                + "It is made for linux-x64 (glibc 2.34 and libstdc++ of GCC 12, or newer), win-x64 and osx-arm64. "
                + "Build and run it on one of them.",
                exception);
        }
    }

    // TorchSharp's own loader prints a page to standard output when it fails, so the libraries are loaded before it runs.
    private static void Load()
    {
        foreach (string library in Libraries)
        {
            _ = NativeLibrary.Load(library, typeof(torch).Assembly, searchPath: null);
        }

        torch.InitializeDeviceType(DeviceType.CPU);
        LogErrorsOnly();
    }

    // libtorch warns at every float64 convolution that NNPACK, which is for float32, does not support the processor.
    private static void LogErrorsOnly()
    {
        const int Error = 2;
        if (NativeLibrary.TryLoad("c10", typeof(torch).Assembly, searchPath: null, out nint library)
            && NativeLibrary.TryGetExport(library, "FLAGS_caffe2_log_level", out nint level))
        {
            Marshal.WriteInt32(level, Error);
        }
    }

    // TypeLoadException is the base of DllNotFoundException and EntryPointNotFoundException;
    // TorchSharp throws ExternalException for an exception of libtorch.
    private static bool IsLoadFailure(Exception exception) => exception
        is TypeLoadException
        or BadImageFormatException
        or TypeInitializationException
        or NotSupportedException
        or ExternalException
        or IOException;

    // On Unix the runtime's message has a sentence, advice, and a line for each path that it tried: most paths do not exist,
    // and a line with another error has the reason. Elsewhere the whole message is one line.
    private static string Reason(Exception exception)
    {
        string[] lines = exception.GetBaseException().Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Skip(1).FirstOrDefault(line => !IsUnusedPath(line)) ?? lines[0].Split(". ")[0];
    }

    private static bool IsUnusedPath(string line) =>
        line.StartsWith('/') && line.EndsWith("No such file or directory", StringComparison.Ordinal);
}
