namespace FashionRef.Report;

/// <summary>Two runs of one model, image by image.</summary>
public sealed class RunComparison
{
    private RunComparison(ReportedRun first, ReportedRun second)
    {
        Runs = [first, second];
        int[] images = [.. Enumerable.Range(0, first.Predictions.Count)];
        Gained = [.. images.Where(image => first.Predictions.IsRight(image) && !second.Predictions.IsRight(image))];
        Lost = [.. images.Where(image => !first.Predictions.IsRight(image) && second.Predictions.IsRight(image))];
        BothWrong = images.Count(image => !first.Predictions.IsRight(image) && !second.Predictions.IsRight(image));
    }

    /// <summary>The two runs; the second is compared with the first.</summary>
    public IReadOnlyList<ReportedRun> Runs { get; }

    /// <summary>The mistakes that the second run has gained: test images that the first got right and the second wrong.</summary>
    public IReadOnlyList<int> Gained { get; }

    /// <summary>The mistakes that it has lost: test images that the first got wrong and the second right.</summary>
    public IReadOnlyList<int> Lost { get; }

    /// <summary>How many images both got wrong.</summary>
    public int BothWrong { get; }

    /// <summary>Compares two runs.</summary>
    /// <param name="first">The run to compare with.</param>
    /// <param name="second">The run to compare.</param>
    /// <exception cref="FashionRefException">They are of different models or test images, or the same run (bad request).</exception>
    public static RunComparison Of(ReportedRun first, ReportedRun second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (string one, string other) = (first.Folder.Record, second.Folder.Record);
        string? fault = first.Record.Settings.Model != second.Record.Settings.Model
            ? $"'{one}' is a run of {first.Record.Settings.ModelTitle} and '{other}' one of {second.Record.Settings.ModelTitle}: only runs of one model are compared. A page can show both, one below the other."
            : first.Record.ToJson() == second.Record.ToJson()
            ? $"'{one}' and '{other}' are the same run: there is nothing to compare. Name two different runs."
            : !first.Predictions.Labels.Span.SequenceEqual(second.Predictions.Labels.Span)
            ? $"'{one}' and '{other}' were evaluated on different test images: their labels differ."
            : null;
        return fault is null ? new RunComparison(first, second) : throw new FashionRefException(FaultKind.BadRequest, fault);
    }
}
