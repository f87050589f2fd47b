using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FashionRef.Torch;

/// <summary>
/// Which of its kernels libtorch takes: <c>AVX512</c>, <c>AVX2</c> or <c>DEFAULT</c>, by the processor and the environment variable
/// ATEN_CPU_CAPABILITY. TorchSharp does not tell, so libtorch itself is asked.
/// </summary>
internal static class AtenCapability
{
    private const string Library = "libtorch_cpu.so";

    // std::string at::get_cpu_capability(), as GCC writes its name.
    private const string Symbol = "_ZN2at18get_cpu_capabilityB5cxx11Ev";

    // A std::string of GCC's C++ library: a pointer to the text, its length, and room for texts of up to 15 letters, which these are.
    private const int StringSize = 32;
    private const int LengthOffset = 8;
    private const int LongestText = 15;

    // By the calling convention of Linux on x64 the caller says where the string goes.
    private delegate nint GetCapability(nint result);

    /// <summary>libtorch's word; null when it is not loaded, or on a system other than Linux on x64.</summary>
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
