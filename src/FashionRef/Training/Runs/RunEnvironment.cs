using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using FashionRef.Engines;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Training.Runs;

/// <summary>The machine and the versions of a run.</summary>
/// <param name="Finished">When the run ended, in UTC.</param>
/// <param name="PeakMemoryBytes">The most memory that the process had in RAM.</param>
/// <param name="Processor">The processor's name from the operating system.</param>
/// <param name="ProcessorFeatures">The vector instruction sets that .NET may use.</param>
/// <param name="LogicalProcessors">How many threads the machine runs at once.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Architecture">For example <c>X64</c>.</param>
/// <param name="DotNet">The runtime's name and version.</param>
/// <param name="FashionRef">This program's version.</param>
/// <param name="GitCommit">The commit that the program was built from, or <c>unknown</c>.</param>
/// <param name="Build">The id of the program's file, which changes with its code.</param>
/// <param name="EngineVersions">The versions that the engine's bits depend on.</param>
/// <param name="ProcessorIdentity">The processor's family, model and stepping; null where they are unknown, and in older records.</param>
public sealed record RunEnvironment(
    DateTimeOffset Finished,
    long PeakMemoryBytes,
    string Processor,
    IReadOnlyList<string> ProcessorFeatures,
    int LogicalProcessors,
    string OperatingSystem,
    string Architecture,
    string DotNet,
    string FashionRef,
    string GitCommit,
    string Build,
    IReadOnlyDictionary<string, string> EngineVersions,
    string? ProcessorIdentity = null)
{
    /// <summary>The id of this program's file: the same for the same code and git commit, because builds are deterministic.</summary>
    public static string CurrentBuild { get; } = typeof(RunEnvironment).Module.ModuleVersionId.ToString();

    /// <summary>This program's version, without the commit.</summary>
    public static string CurrentVersion => InformationalVersion[0];

    // The SDK appends the commit to the version: 1.0.0+<commit>.
    private static string[] InformationalVersion { get; } = typeof(RunEnvironment).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

    /// <summary>The engine's versions as text, for example <c>TorchSharp 0.107.0, libtorch 2.10.0.0</c>.</summary>
    public string DescribeEngine() =>
        string.Join(", ", EngineVersions.OrderBy(version => version.Key, StringComparer.Ordinal).Select(version => $"{version.Key} {version.Value}"));

    /// <summary>The processor as text: its name and, if known, its identity.</summary>
    public string DescribeProcessor() => ProcessorIdentity is null ? Processor : $"{Processor} ({ProcessorIdentity})";

    /// <summary>Of this process.</summary>
    /// <param name="engine">The engine that computed the run.</param>
    /// <param name="time">Gives the time when it ended.</param>
    public static RunEnvironment Current(IEngine engine, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(time);
        using Process process = Process.GetCurrentProcess();
        return new RunEnvironment(
            time.GetUtcNow(),
            process.PeakWorkingSet64,
            ProcessorInfo.Name(),
            ProcessorInfo.Features(),
            System.Environment.ProcessorCount,
            OutsideText.Line(RuntimeInformation.OSDescription),
            RuntimeInformation.OSArchitecture.ToString(),
            RuntimeInformation.FrameworkDescription,
            CurrentVersion,
            InformationalVersion.Length > 1 ? InformationalVersion[1] : "unknown",
            CurrentBuild,
            engine.Versions,
            Machine.ProcessorIdentity.Current());
    }
}
