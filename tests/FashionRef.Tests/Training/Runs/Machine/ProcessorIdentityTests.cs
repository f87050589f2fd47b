using System.Text.Json;
using FashionRef.Formats.Json;
using FashionRef.Training.Runs;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Tests.Training.Runs.Machine;

internal sealed class ProcessorIdentityTests
{
    private static readonly int[] Amd = [0x68747541, 0x69746E65, 0x444D4163];
    private static readonly int[] Intel = [0x756E6547, 0x49656E69, 0x6C65746E];

    // By hand: EAX of leaf 1 of a Zen 4 (Genoa), a Zen 5 (Turin), a Skylake server, an old Pentium and a Pentium 4.
    [TestCase(0x00A10F11, "AuthenticAMD family 25, model 17, stepping 1")]
    [TestCase(0x00B00F21, "AuthenticAMD family 26, model 2, stepping 1")]
    public void Processors_of_one_name_are_told_apart(int signature, string expected) =>
        Assert.That(ProcessorIdentity.OfX86(Amd, signature), Is.EqualTo(expected));

    [TestCase(0x00050654, "GenuineIntel family 6, model 85, stepping 4")]
    [TestCase(0x0000052C, "GenuineIntel family 5, model 2, stepping 12")]
    [TestCase(0x00000F41, "GenuineIntel family 15, model 4, stepping 1")]
    public void Intels_count_alike(int signature, string expected) => Assert.That(ProcessorIdentity.OfX86(Intel, signature), Is.EqualTo(expected));

    [Test]
    public void Arms_kinds_of_cores_are_all_told()
    {
        string[] lines =
        [
            .. Core("0xd05", "0x1"), .. Core("0xd0a", "0x3"), .. Core("0xd05", "0x1"),
        ];

        Assert.That(ProcessorIdentity.OfArm(lines), Is.EqualTo(
            "implementer 0x41, part 0xd05, variant 0x1, revision 1; implementer 0x41, part 0xd0a, variant 0x3, revision 1"));
    }

    [Test]
    public void What_does_not_tell_is_unknown()
    {
        Assert.That(ProcessorIdentity.OfArm(["processor : 0", "BogoMIPS : 50.00", "", "CPU implementer : 0x41"]), Is.Null);
        Assert.That(ProcessorIdentity.OfArm([]), Is.Null);
    }

    [Test, Platform("Linux")]
    public void Linux_tells_the_same_of_this_machine()
    {
        string[] lines = File.ReadAllLines("/proc/cpuinfo");
        if (Value(lines, "cpu family") is { } family)
        {
            Assert.That(ProcessorIdentity.Current(), Is.EqualTo(
                $"{Value(lines, "vendor_id")} family {family}, model {Value(lines, "model")}, stepping {Value(lines, "stepping")}"));
        }
        else
        {
            Assert.That(ProcessorIdentity.Current(), Is.EqualTo(ProcessorIdentity.OfArm(lines)));
        }
    }

    [Test]
    public void A_record_from_before_it_was_told_is_read()
    {
        const string Old =
            """
            {
              "finished": "2026-11-25T04:16:45+00:00", "peak_memory_bytes": 1, "processor": "AMD EPYC", "processor_features": ["AVX2"], "logical_processors": 2,
              "operating_system": "Debian", "architecture": "X64", "dot_net": ".NET 10", "fashion_ref": "1.0.0", "git_commit": "unknown", "build": "b", "engine_versions": {}
            }
            """;

        RunEnvironment environment = JsonSerializer.Deserialize<RunEnvironment>(Old, JsonFormat.Options)!;

        Assert.That((environment.ProcessorIdentity, environment.DescribeProcessor()), Is.EqualTo(((string?)null, "AMD EPYC")));
    }

    private static string? Value(IEnumerable<string> lines, string name) => lines
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(parts => parts.Length == 2 && parts[0] == name)?[1];

    private static string[] Core(string part, string variant) =>
    [
        "processor\t: 0", "Features\t: fp asimd", "CPU implementer\t: 0x41", "CPU architecture: 8", $"CPU variant\t: {variant}", $"CPU part\t: {part}",
        "CPU revision\t: 1", "",
    ];
}
