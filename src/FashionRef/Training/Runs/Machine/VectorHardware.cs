using System.Runtime.InteropServices;
using FashionRef.Engines.Exact.Lanes;

namespace FashionRef.Training.Runs.Machine;

/// <summary>The vector hardware that .NET really uses in this process; the DOTNET_Enable… variables can disable parts of it.</summary>
/// <param name="Architecture">The process' own, for example <c>X64</c>; under an emulator that of the emulated processor.</param>
/// <param name="Processor">The processor's name from the operating system.</param>
/// <param name="Vector512">Whether <see cref="System.Runtime.Intrinsics.Vector512"/> is in hardware.</param>
/// <param name="Vector256">Whether <see cref="System.Runtime.Intrinsics.Vector256"/> is.</param>
/// <param name="Vector128">Whether <see cref="System.Runtime.Intrinsics.Vector128"/> is.</param>
/// <param name="Features">The vector instruction sets, for example <c>AVX2</c>, <c>FMA</c>, <c>AdvSimd</c>.</param>
/// <param name="ExactLanes">How many SIMD lanes the Exact engine uses here: 16, 8 or 4. Its bits do not depend on it.</param>
public sealed record VectorHardware(
    string Architecture, string Processor, bool Vector512, bool Vector256, bool Vector128, IReadOnlyList<string> Features, int ExactLanes)
{
    /// <summary>Of this process.</summary>
    public static VectorHardware Current() => new(
        RuntimeInformation.ProcessArchitecture.ToString(),
        ProcessorInfo.Name(),
        System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated,
        System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated,
        System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated,
        ProcessorInfo.Features(),
        LaneWidth.Best);

    /// <summary>As text, for example <c>Arm64, Neoverse-N1: vectors of 128 bits; AdvSimd; the Exact engine takes 4 lanes</c>.</summary>
    public override string ToString()
    {
        (int Bits, bool IsThere)[] widths = [(512, Vector512), (256, Vector256), (128, Vector128)];
        string[] there = [.. widths.Where(width => width.IsThere).Select(width => $"{width.Bits}")];
        string vectors = there.Length == 0 ? "no vectors in hardware" : $"vectors of {string.Join(", ", there)} bits";
        string features = Features.Count == 0 ? "no instruction sets" : string.Join(", ", Features);
        return $"{Architecture}, {Processor}: {vectors}; {features}; the Exact engine takes {ExactLanes} lanes{(there.Length == 0 ? ", in software" : "")}";
    }
}
