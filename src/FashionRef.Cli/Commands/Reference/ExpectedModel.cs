using FashionRef.Gate.Runs;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Reference;

/// <summary>The Keras file that an expectation is to be of; its runs start from new weights.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="File">What it holds.</param>
internal sealed record ExpectedModel(string Path, CompiledFile File)
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or cannot be trained (bad request).</exception>
    public static ExpectedModel Read(string path) => new(path, CompiledFile.ReadFresh(path));

    /// <summary>Refuses runs of another model than the file's, and those of a file without it.</summary>
    /// <param name="own">The file that was named, or null.</param>
    /// <param name="source">What the runs are of; null for the notebook's models.</param>
    /// <param name="runs">Where they are from.</param>
    /// <exception cref="FashionRefException">They do not fit (bad request).</exception>
    public static void RequireFitting(ExpectedModel? own, ModelSource? source, string runs)
    {
        string? fault = (own, source) switch
        {
            (null, { } file) => Unnamed($"'{runs}'", file),
            ({ } file, null) => $"--model names '{file.Path}', and '{runs}' has runs of the notebook's models. Leave --model out.",
            ({ } file, { } other) when !other.HasContent(file.File.Sha256) => $"--model names '{file.Path}', whose model, loss and optimizer are not those of the runs in '{runs}'. Name the file that they were trained from.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new FashionRefException(FaultKind.BadRequest, fault);
        }
    }

    /// <summary>Refuses runs of a Keras file where none was named.</summary>
    /// <param name="own">The file that was named, or null.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="FashionRefException">One is of a file (bad request).</exception>
    public static void RequireNamed(ExpectedModel? own, IReadOnlyList<GateRun> runs)
    {
        if (own is null && runs.FirstOrDefault(run => run.Record.Settings.File is not null) is { } ofFile)
        {
            throw new FashionRefException(FaultKind.BadRequest, Unnamed($"'{ofFile.RecordFile}'", ofFile.Record.Settings.File!));
        }
    }

    /// <summary>Those of some runs that are of this model.</summary>
    /// <param name="runs">The runs of studies or of any program.</param>
    /// <exception cref="FashionRefException">There are none (bad request).</exception>
    public IReadOnlyList<GateRun> RunsOf(IReadOnlyList<GateRun> runs)
    {
        GateRun[] found = [.. runs.Where(run => run.Record.Settings.File is { } source && source.HasContent(File.Sha256))];
        string models = string.Join(", ", runs.Select(run => run.Record.Settings.ModelTitle).Distinct());
        return found.Length > 0 ? found : throw new FashionRefException(
            FaultKind.BadRequest, $"None of the {runs.Count} runs is of the model, loss and optimizer in '{Path}' trained from new weights; they are of {models}. Name the file that they were trained from.");
    }

    private static string Unnamed(string where, ModelSource file) => $"{where} is of the Keras file '{file.Title}', which the gate will need. Name the file with --model.";
}
