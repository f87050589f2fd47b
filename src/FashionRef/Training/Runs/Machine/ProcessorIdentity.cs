using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace FashionRef.Training.Runs.Machine;

/// <summary>The exact identity of the processor: libraries choose their code by it, and the name is ambiguous.</summary>
internal static class ProcessorIdentity
{
    // Linux' names for the fields of Arm's main identification register.
    private static readonly (string Field, string Word)[] ArmFields =
        [("CPU implementer", "implementer"), ("CPU part", "part"), ("CPU variant", "variant"), ("CPU revision", "revision")];

    /// <summary>
    /// For example <c>AuthenticAMD family 25, model 17, stepping 1</c>, or on Arm under Linux
    /// <c>implementer 0x41, part 0xd0c, variant 0x3, revision 1</c>; null if it is unknown.
    /// </summary>
    public static string? Current()
    {
        const string LinuxDescription = "/proc/cpuinfo";
        if (X86Base.IsSupported)
        {
            (_, int b, int c, int d) = X86Base.CpuId(0, 0);
            return OfX86([b, d, c], X86Base.CpuId(1, 0).Eax);
        }

        return File.Exists(LinuxDescription) ? OfArm(File.ReadLines(LinuxDescription)) : null;
    }

    /// <summary>Decodes the result of the CPUID instruction, by Intel's manual, volume 2, and AMD's, volume 3.</summary>
    /// <param name="vendor">The registers EBX, EDX, ECX of leaf 0: the vendor's name in twelve characters.</param>
    /// <param name="signature">The register EAX of leaf 1.</param>
    public static string OfX86(ReadOnlySpan<int> vendor, int signature)
    {
        string name = string.Concat(MemoryMarshal.AsBytes(vendor).ToArray().Where(letter => char.IsAsciiLetterOrDigit((char)letter)).Select(letter => (char)letter));
        int family = (signature >> 8) & 0xF;
        int model = (signature >> 4) & 0xF;
        if (family is 6 or 15)
        {
            model |= ((signature >> 16) & 0xF) << 4;
        }

        if (family == 15)
        {
            family += (signature >> 20) & 0xFF;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{name} family {family}, model {model}, stepping {signature & 0xF}");
    }

    /// <summary>Reads Linux's description of an Arm processor; all kinds of its cores are listed.</summary>
    /// <param name="lines">Of /proc/cpuinfo.</param>
    /// <returns>Null if the description has none of the fields.</returns>
    public static string? OfArm(IEnumerable<string> lines)
    {
        List<string> cores = [];
        Dictionary<string, string> core = [];
        foreach (string[] parts in lines.Append("").Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)))
        {
            if (parts.Length == 2)
            {
                core[parts[0]] = parts[1];
            }
            else if (ArmFields.All(field => core.ContainsKey(field.Field)))
            {
                cores.Add(string.Join(", ", ArmFields.Select(field => $"{field.Word} {core[field.Field]}")));
                core.Clear();
            }
        }

        return cores.Count == 0 ? null : string.Join("; ", cores.Distinct().Order(StringComparer.Ordinal));
    }
}
