using FashionRef.Build.Program;

namespace FashionRef.Build;

/// <summary>Measures the engines, by the program's own <c>benchmark</c>.</summary>
public sealed class MeasureSpeed : ProgramTask
{
    /// <summary>The options of <c>benchmark</c>, one per item.</summary>
    public string[] Options { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => Run("benchmark", Options);
}
