using Spectre.Console;
using Spectre.Console.Rendering;

namespace FashionRef.Cli.Output;

/// <summary>A column of a progress display that stays blank beside a task with no bytes to count.</summary>
/// <param name="column">What downloads show.</param>
internal sealed class DownloadOnlyColumn(ProgressColumn column) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        task.IsIndeterminate ? Text.Empty : column.Render(options, task, deltaTime);
}
