using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FashionRef.Torch;

/// <summary>
/// The instruction set of libtorch's kernels: <c>AVX512</c>, <c>AVX2</c> or <c>DEFAULT</c>, by the processor and the environment variable
/// ATEN_CPU_CAPABILITY. TorchSharp does not expose it, so libtorch is called directly.
/// </summary>
internal static class AtenCapability
{
    private const string Library = "libtorch_cpu.so";

    // The mangled name of std::string at::get_cpu_capability().
    private const string Symbol = "_ZN2at18get_cpu_capabilityB5cxx11Ev";

    // libstdc++'s std::string: a pointer to the text, its length, and a buffer for up to 15 characters, which these texts fit into.
    private const int StringSize = 32;
    private const int LengthOffset = 8;
    private const int LongestText = 15;

    // By the calling convention of Linux on x64 the caller passes the address of the result.
    private delegate nint GetCapability(nint result);

    /// <summary>libtorch's name for it; null if it is not loaded, or on systems other than Linux on x64.</summary>
    public static string? Read()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return null;
        }

        using Process process = Process.GetCurrentProcess();
        string? path = process.Modules.Cast<ProcessModule>().FirstOrDefault(module => module.ModuleName == Library)?.FileName;
        return path is not null && NativeLibrary.TryLoad(path, out nint library) && NativeLibrary.TryGetExport(library, Symbol, out nint symbol)
            ? Call(Marshal.GetDelegateForFunctionPointer<GetCapability>(symbol))
            : null;
    }

    private static string? Call(GetCapability getCapability)
    {
        nint text = Marshal.AllocHGlobal(StringSize);
        try
        {
            getCapability(text);
            long length = Marshal.ReadInt64(text, LengthOffset);
            return length is > 0 and <= LongestText ? Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(text), (int)length) : null;
        }
        finally
        {
            Marshal.FreeHGlobal(text);
        }
    }
}
