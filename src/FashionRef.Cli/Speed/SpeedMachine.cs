using System.Runtime.InteropServices;
using FashionRef.Training.Runs;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Cli.Speed;

/// <summary>The machine of a measurement.</summary>
/// <param name="Hardware">The vector hardware that .NET used, here and in the workers.</param>
/// <param name="LogicalProcessors">How many threads the machine runs at once.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="DotNet">The runtime's name and version.</param>
/// <param name="FashionRef">This program's version.</param>
internal sealed record SpeedMachine(
    VectorHardware Hardware, int LogicalProcessors, string OperatingSystem, string DotNet, string FashionRef)
{
    /// <summary>This one.</summary>
    public static SpeedMachine Current() => new(
        VectorHardware.Current(),
        Environment.ProcessorCount,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        RunEnvironment.CurrentVersion);
}
