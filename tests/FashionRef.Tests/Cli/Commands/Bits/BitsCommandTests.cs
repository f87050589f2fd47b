using System.Text.Json.Nodes;

namespace FashionRef.Tests.Cli.Commands.Bits;

/// <summary>Of libtorch on this one machine: what the command does, not what an engine promises.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BitsCommandTests
{
    [Test]
    public async Task Text_names_engine_settings_hashes_and_hardware()
    {
        ProgramEnd end = await RunAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Match(
            @"\AModel-1, seed 1, 1 step of 4 images, engine torch \(TorchSharp [\d.]+, libtorch [^)]+\), 1 thread\n  weights [0-9a-f]{64}\n  logits  [0-9a-f]{64}\nOn \w+, .+: .+\n\z"));
    }

    [Test]
    public async Task Stored_bits_are_those_of_the_same_settings_alone()
    {
        using TemporaryFolder folder = new();
        ProgramEnd stored = await RunAsync("--store", folder["bits.json"]);
        ProgramEnd same = await RunAsync("--compare", folder["bits.json"], "--json");
        ProgramEnd other = await RunAsync("--compare", folder["bits.json"], "--seed", "2");
        ProgramEnd otherJson = await RunAsync("--compare", folder["bits.json"], "--seed", "2", "--json");

        Assert.That((stored.ExitCode, same.ExitCode), Is.EqualTo((0, 0)), stored.Error + same.Error);
        Assert.That(JsonNode.Parse(same.Output)!["runs"]![0]!["weights"]!.ToString(), Is.EqualTo(
            JsonNode.Parse(File.ReadAllText(folder["bits.json"]))!["runs"]![0]!["weights"]!.ToString()));
        Assert.That(JsonNode.Parse(same.Output)!["comparison"]!.ToJsonString(), Is.EqualTo($$"""{"file":"{{folder["bits.json"]}}","same":true,"faults":[]}"""));
        Assert.That((bool)JsonNode.Parse(otherJson.Output)!["comparison"]!["same"]!, Is.False);
        Assert.That((string)JsonNode.Parse(otherJson.Output)!["comparison"]!["faults"]![0]!, Does.EndWith("has no stored bits"));
        Assert.That((other.ExitCode, other.Output.Length > 0), Is.EqualTo((1, true)));
        Assert.That(other.Error, Does.StartWith("error: Model-1, seed 2, 1 step of 4 images of engine torch has no stored bits. "));
    }

    [Test]
    public async Task Bits_that_are_as_stored_are_said_to_be_so()
    {
        using TemporaryFolder folder = new();
        string file = folder["bits.json"];
        await RunAsync("--store", file);

        ProgramEnd end = await RunAsync("--compare", file);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.EndWith($"\nThe same bits as stored in '{file}'.\n"));
    }

    [Test]
    public async Task What_is_compared_with_is_not_stored_over()
    {
        using TemporaryFolder folder = new();
        string file = folder["bits.json"];
        await RunAsync("--store", file);

        ProgramEnd end = await RunAsync("--compare", file, "--store", file);

        Assert.That(end, Is.EqualTo(new ProgramEnd(2, "", $"error: --store '{file}' is '{file}', which is read. Name another file.\n")));
    }

    // Of such a one nothing is read: it has no end.
    [Test]
    [Platform("Linux")]
    public async Task A_device_that_is_full_is_the_machines_fault()
    {
        ProgramEnd end = await RunAsync("--store", "/dev/full");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo(
            (3, "error: '/dev/full' cannot be written: No space left on device. Free space there, or write to another folder.\n")));
    }

    [Test]
    public async Task Other_bits_than_those_stored_fail()
    {
        using TemporaryFolder folder = new();
        await RunAsync("--store", folder["bits.json"]);
        ChangedJson.Write(folder["bits.json"], folder["bits.json"], node => node["runs"]![0]!["logits"] = new string('0', 64));

        ProgramEnd end = await RunAsync("--compare", folder["bits.json"]);

        Assert.That(end.ExitCode, Is.EqualTo(1));
        Assert.That(end.Error, Does.Match(@"\Aerror: Model-1, seed 1, 1 step of 4 images has other bits than the stored ones: logits [0-9a-f]{64} instead of 0{64}\. "));
    }

    [Test]
    public async Task A_file_that_is_missing_is_told_before_the_work()
    {
        ProgramEnd end = await RunAsync("--compare", "missing.json");

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith("error: The file of bits 'missing.json' cannot be read: "));
    }

    private static Task<ProgramEnd> RunAsync(params string[] options) => ProgramProcess.RunAsync(
        ["bits", "--engine", "torch", "--model", "1", "--steps", "1", "--batch-size", "4", "--threads", "1", .. options]);
}
