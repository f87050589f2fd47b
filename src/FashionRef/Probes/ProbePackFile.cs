using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>Makes and reads packs of probes.</summary>
public static class ProbePackFile
{
    private const string Name = "probes.json";
    private const string MakeAnew = "Make the pack anew with 'probes'.";

    private static readonly JsonFileKind Kind = new("pack of probes", "pack of probes", "The command 'probes' makes one.", MakeAnew);

    /// <summary>
    /// Makes a pack: trains from the first step to the last probed one, without looking at the test images. <c>probes.json</c> is written last.
    /// </summary>
    /// <param name="folder">Where it goes; what is there of a pack is replaced.</param>
    /// <param name="model">1 or 2.</param>
    /// <param name="engine">Trains; engine <c>exact</c> makes the pack that answers are judged by.</param>
    /// <param name="images">Fashion-MNIST's training images.</param>
    /// <param name="stepDone">Called after every step, with the number of steps done.</param>
    /// <param name="cancellationToken">Stops the training after the current step.</param>
    /// <exception cref="FashionRefException">A file cannot be written (machine cannot).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ProbePack Make(string folder, int model, IEngine engine, ImageSet images, Action<int> stepDone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(stepDone);
        string manifest = Path.Combine(folder, Name);
        if (File.Exists(manifest))
        {
            File.Delete(manifest);
        }

        BuiltModel built = NotebookModels.Get(model).Build();
        TrainerState start = TrainerState.Initial(built, InitialWeights.Create(built, ProbePlan.Seed));
        using ITrainer trainer = engine.CreateTrainer(built, CrossEntropy.OfLogits, new Adam(Notebook.LearningRate), start);
        EpochBatches batches = new(images, Notebook.BatchSize);
        List<ProbePoint> points = [];
        int[] order = [];
        for (int step = 0; step <= ProbePlan.Steps[^1]; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ProbePlan.Steps.Contains(step))
            {
                points.Add(WriteState(folder, step, trainer.GetState()));
            }

            if (step % batches.Count == 0)
            {
                order = EpochShuffle.Order(images.Count, ProbePlan.Seed, 1 + (step / batches.Count));
            }

            batches.Gather(order, step % batches.Count, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            trainer.TrainStep(pixels, labels);
            stepDone(step + 1);
        }

        ProbePack pack = new(ProbePack.CurrentFormat, model, ProbePack.HashOf(points), points) { Folder = folder };
        AtomicFile.WriteText(manifest, JsonSerializer.Serialize(pack, JsonFormat.Options) + "\n");
        return pack;
    }

    /// <summary>Whether a folder holds a pack, whole or not.</summary>
    /// <param name="folder">The pack's folder.</param>
    public static bool IsThere(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Reads a pack's list; its states are read when they are needed.</summary>
    /// <param name="folder">The pack's folder.</param>
    /// <exception cref="FashionRefException">It is missing, damaged, or not as the probes' plan has it (bad request).</exception>
    public static ProbePack Read(string folder) => JsonFile.Read<ProbePack>(Path.Combine(folder, Name), Kind, Fault) with { Folder = folder };

    /// <summary>A pack that can be used as it is; null where a file is missing or was changed, or where it is another.</summary>
    /// <param name="folder">The pack's folder.</param>
    /// <param name="model">1 or 2.</param>
    /// <param name="hash">The pack's hash; null where any pack of the model will do.</param>
    public static ProbePack? ReadIfThere(string folder, int model, string? hash)
    {
        try
        {
            if (!IsThere(folder) || Read(folder) is not { } pack || pack.Model != model || pack.Pack != (hash ?? pack.Pack))
            {
                return null;
            }

            foreach (ProbePoint point in pack.Points)
            {
                pack.StateOf(point);
            }

            return pack;
        }
        catch (FashionRefException fault) when (fault.Kind == FaultKind.BadRequest)
        {
            return null;
        }
    }

    /// <summary>Refuses a folder that holds something else than a pack of the model, before it is replaced.</summary>
    /// <param name="folder">Where a pack is to go.</param>
    /// <param name="model">1 or 2.</param>
    /// <exception cref="FashionRefException">It holds a <c>probes.json</c> of another kind or model (bad request).</exception>
    public static void RefuseOther(string folder, int model)
    {
        string manifest = Path.Combine(folder, Name);
        if (File.Exists(manifest))
        {
            // One of an older plan, or whose states are damaged, may be made anew; what never was one is somebody's own file.
            JsonFile.Read<ProbePack>(
                manifest,
                Kind with { Format = "It would be replaced: name another folder, or delete that file." },
                pack => FormatFault(pack) ?? (pack.Model == model ? null : $"it is of {NotebookModels.Title(pack.Model)}, and {NotebookModels.Title(model)} is asked for"));
        }
    }

    private static ProbePoint WriteState(string folder, int step, TrainerState state)
    {
        string file = Invariant($"step{step:0000}.safetensors");
        WeightValues[] arrays = [.. state.Arrays];
        Dictionary<string, string> metadata = new() { ["step"] = Invariant($"{step}") };
        SafetensorsFile.Write(Path.Combine(folder, file), arrays, metadata);
        return new ProbePoint(
            step,
            file,
            new SafetensorsContent(arrays, metadata).Sha256(),
            [.. Enumerable.Range(step, ProbePlan.StepsPerProbe).Select(ProbePlan.Batch)]);
    }

    private static string? FormatFault(ProbePack pack) =>
        pack.Format == ProbePack.CurrentFormat ? null : $"'format' is '{pack.Format}', but must be '{ProbePack.CurrentFormat}'";

    private static string? Fault(ProbePack pack)
    {
        if (FormatFault(pack) is { } format)
        {
            return format;
        }

        if (!NotebookModels.Numbers.Contains(pack.Model))
        {
            return Invariant($"'model' is {pack.Model}, but must be {string.Join(" or ", NotebookModels.Numbers)}");
        }

        if (!pack.Points.Select(point => point.Step).SequenceEqual(ProbePlan.Steps))
        {
            return $"its points are not after the steps {string.Join(", ", ProbePlan.Steps)}";
        }

        if (pack.Points.FirstOrDefault(point => point.File != Path.GetFileName(point.File)) is { } outside)
        {
            return $"'{outside.File}' is not a file of its folder";
        }

        return pack.Pack == ProbePack.HashOf(pack.Points) ? null : "'pack' is not the hash of its points: it was edited";
    }
}
