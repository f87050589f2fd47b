using FashionRef.Build.Program;

namespace FashionRef.Build;

/// <summary>Makes a trained run the one that later runs are compared with, by the program's own <c>baseline</c>.</summary>
public sealed class RenewBaseline : ProgramTask
{
    /// <summary>The options of <c>baseline</c>, one an item.</summary>
    public string[] Options { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => Run("baseline", Options);
}
