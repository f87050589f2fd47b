using FashionRef.Build.Program;

namespace FashionRef.Build;

/// <summary>Stores a trained run as a baseline, by the program's <c>baseline</c>.</summary>
public sealed class RenewBaseline : ProgramTask
{
    /// <summary>The options of <c>baseline</c>, one per item.</summary>
    public string[] Options { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => Run("baseline", Options);
}
