using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>A run of a study.</summary>
/// <param name="Number">From 0 on; it means the same on every machine.</param>
/// <param name="Experiment">The name of its experiment.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Data">What it learns from and is tested on.</param>
public sealed record PlannedRun(int Number, string Experiment, RunSettings Settings, StudyData Data)
{
    /// <summary>The name of its folder, for example <c>00017-slow-seed3</c>.</summary>
    public string Name => Invariant($"{Number:D5}-{Experiment}-seed{Settings.Seed}");
}
