using FashionRef.Build.Program;

namespace FashionRef.Build;

/// <summary>Shows trained runs on a page, by the program's own <c>report</c>.</summary>
public sealed class WriteReport : ProgramTask
{
    /// <summary>The options of <c>report</c>, one per item.</summary>
    public string[] Options { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute() => Run("report", Options);
}
