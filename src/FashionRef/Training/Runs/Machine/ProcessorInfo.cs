using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FashionRef.Training.Runs.Machine;

/// <summary>The name and the instruction sets of this machine's processor.</summary>
internal static class ProcessorInfo
{
    private const string LinuxDescription = "/proc/cpuinfo";

    /// <summary>The processor's name from the operating system, or <c>unknown</c>.</summary>
    public static string Name()
    {
        if (!File.Exists(LinuxDescription))
        {
            return OutsideText.Line(Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown");
        }

        string? line = File.ReadLines(LinuxDescription).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "unknown" : OutsideText.Line(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
    }

    /// <summary>The vector instruction sets that .NET may use here.</summary>
    public static IReadOnlyList<string> Features()
    {
        (string Name, bool IsSupported)[] features =
        [
            ("SSE4.2", Sse42.IsSupported),
            ("AVX", Avx.IsSupported),
            ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported),
            ("AVX-512F", Avx512F.IsSupported),
            ("AVX-512BW", Avx512BW.IsSupported),
            ("AVX-512DQ", Avx512DQ.IsSupported),
            ("AVX-512VBMI", Avx512Vbmi.IsSupported),
            ("AdvSimd", AdvSimd.IsSupported),
        ];
        return [.. features.Where(feature => feature.IsSupported).Select(feature => feature.Name)];
    }
}
