using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Engines.Exact;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training.Bits;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Tests.Engines.Exact;

/// <summary>
/// The engine's promise, held on this machine's processor and on less: child processes in which .NET may not use parts of it, and with
/// any number of threads, all give the bits that are stored in the repository.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SameBitsTests
{
    private const string NoAvx512 = "DOTNET_EnableAVX512";
    private const string NoAvx2 = "DOTNET_EnableAVX2";
    private const string NoVectors = "DOTNET_EnableHWIntrinsic";

    private static readonly VectorHardware Own = VectorHardware.Current();

    private static IEnumerable<int> Models => NotebookModels.Numbers;

    [Test]
    public async Task Any_number_of_threads_gives_the_stored_bits([ValueSource(nameof(Models))] int model, [Values(1, 2, 3, 7)] int threads)
    {
        BitsDocument document = await RunAsync([], new BitsSettings(model, Steps: 3, BatchSize: 128, Seed: 1), threads);

        Assert.That((document.Threads, document.Hardware.ExactLanes), Is.EqualTo((threads, Own.ExactLanes)));
        AssertStored(document);
    }

    [Test]
    public async Task Without_vectors_of_512_bits_the_bits_stay([ValueSource(nameof(Models))] int model)
    {
        BitsDocument document = await RunAsync(Without(NoAvx512), new BitsSettings(model, Steps: 3, BatchSize: 128, Seed: 1), threads: 2);

        Assert.That((document.Hardware.Vector512, document.Hardware.Vector256), Is.EqualTo((false, Own.Vector256)));
        Assert.That(document.Hardware.Features, Has.None.StartsWith("AVX-512"));
        Assert.That(document.Hardware.ExactLanes, Is.EqualTo(Own.Vector256 ? 8 : 4));
        AssertStored(document);
    }

    // Fused multiply-adds go with AVX2: here they are computed in software.
    [Test]
    public async Task Without_vectors_of_256_bits_and_fused_multiply_adds_the_bits_stay([ValueSource(nameof(Models))] int model)
    {
        BitsDocument document = await RunAsync(Without(NoAvx2), Small(model), threads: 2);

        Assert.That((document.Hardware.Vector256, document.Hardware.Vector128), Is.EqualTo((false, Own.Vector128)));
        Assert.That(document.Hardware.Features, Has.None.EqualTo("AVX2").And.None.EqualTo("FMA"));
        Assert.That(document.Hardware.ExactLanes, Is.EqualTo(4));
        AssertStored(document);
    }

    [Test]
    public async Task Without_any_vectors_the_bits_stay([ValueSource(nameof(Models))] int model)
    {
        BitsDocument document = await RunAsync(Without(NoVectors), Small(model), threads: 2);

        Assert.That((document.Hardware.Vector512, document.Hardware.Vector256, document.Hardware.Vector128), Is.EqualTo((false, false, false)));
        AssertStored(document);
    }

    [Test]
    public async Task Another_seed_has_other_bits([ValueSource(nameof(Models))] int model)
    {
        BitsRun one = (await RunAsync([], Small(model), threads: 2)).Runs.Single();
        BitsRun other = (await RunAsync([], Small(model) with { Seed = 2 }, threads: 2)).Runs.Single();

        Assert.That(other.Weights, Is.Not.EqualTo(one.Weights));
        Assert.That(other.Logits, Is.Not.EqualTo(one.Logits));
    }

    // In software a fused multiply-add takes some hundred times as long; an odd number of images leaves remainders everywhere.
    private static BitsSettings Small(int model) => new(model, Steps: 2, BatchSize: 37, Seed: 1);

    private static Dictionary<string, string> Without(string variable) => new() { [variable] = "0" };

    private static void AssertStored(BitsDocument document) =>
        Assert.That(BitsFile.Read(Path.Combine(Repository.Root, "baselines", "bits.json")).FaultOf(document.Runs.Single()), Is.Null);

    private static async Task<BitsDocument> RunAsync(Dictionary<string, string> environment, BitsSettings settings, int threads)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(
            environment,
            "bits",
            "--engine", ExactEngine.EngineName,
            "--model", $"{settings.Model}",
            "--steps", $"{settings.Steps}",
            "--batch-size", $"{settings.BatchSize}",
            "--seed", $"{settings.Seed}",
            "--threads", $"{threads}",
            "--json");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        return JsonSerializer.Deserialize<BitsDocument>(end.Output, JsonFormat.Options)!;
    }
}
