using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training.Compiled;

namespace FashionRef.Tests.Training.Compiled;

/// <summary>Files with the state of their optimizers, trained on: every loss, weight and variable of the optimizer is real Keras'.</summary>
[NonParallelizable]
internal sealed class ContinuedTrainingTests
{
    private const double LossTolerance = 1e-10;
    private const double WeightTolerance = 1e-9;

    // Keras' own float64 has Nadam's 0.96 in float32, which is 1.5e-8 off; the traces, with the plain formula, are exact.
    private const string WithNadam = "global-average";
    private const double NadamOff = 1e-7;

    // For files with Keras' answers in float32 alone.
    private const double FairLoss = 1e-4;

    private static IEnumerable<string> Names => KerasFiles.Models.Where(name =>
        KerasAnswers.Of(name).Json.TryGetProperty("continued", out JsonElement continued) && continued.ValueKind == JsonValueKind.Object
        && continued.TryGetProperty("comparable", out JsonElement comparable) && comparable.ValueKind == JsonValueKind.True
        && !IsHalf(name));

    private static IEnumerable<string> HalfPrecision => KerasFiles.Models.Where(IsHalf);

    [TestCaseSource(nameof(Names))]
    public void In_float64_it_goes_on_as_Keras_does(string name)
    {
        KerasAnswers answers = KerasAnswers.Of(name);
        bool hasDouble = answers.Json.GetProperty("continued").TryGetProperty("float64", out _);
        foreach (string ending in Endings(name))
        {
            Check(answers, ending, new TorchEngine(threads: 2, Precision.Float64), hasDouble);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void In_float32_it_goes_on_as_near_as_Keras_does(string name)
    {
        KerasAnswers answers = KerasAnswers.Of(name);
        foreach (string ending in Endings(name))
        {
            Check(answers, ending, new TorchEngine(threads: 2), isDouble: false);
            Check(answers, ending, new ExactEngine(threads: 2), isDouble: false);
        }
    }

    [TestCaseSource(nameof(HalfPrecision))]
    public void A_model_that_computes_in_half_precision_is_refused_by_name(string name)
    {
        FashionRefException refusal = Assert.Throws<FashionRefException>(() => CompiledFile.Read(KerasAnswers.Of(name).FileOf("keras")))!;

        Assert.That(refusal.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(refusal.Message, Does.Contain("float16").And.Contains("policy float32"));
    }

    private static bool IsHalf(string name) => name.Contains("float16", StringComparison.Ordinal);

    // Both forms, where Keras wrote both.
    private static IEnumerable<string> Endings(string name) => new[] { "keras", "h5" }.Where(ending => File.Exists(KerasAnswers.Of(name).FileOf(ending)));

    private static void Check(KerasAnswers answers, string ending, IEngine engine, bool isDouble)
    {
        JsonElement continued = answers.Json.GetProperty("continued");
        JsonElement expected = continued.GetProperty(isDouble ? "float64" : "float32");
        CompiledFile file = CompiledFile.Read(answers.FileOf(ending), input: answers.InputShape);
        using ICompiledTrainer trainer = engine.CreateTrainer(file.Compiled, file.State!, seed: 1);
        (int batch, long offset) = (continued.GetProperty("batch").GetInt32(), continued.GetProperty("offset").GetInt64());
        ImageSet images = RealDataset.Load().Train;
        JsonElement tolerances = answers.Json.TryGetProperty("tolerance_for_float32", out JsonElement told) ? told : default;
        double lossTolerance = isDouble ? Math.Max(LossTolerance, Off(answers)) : Number(tolerances, "continued_losses_absolute") ?? FairLoss;
        for (int step = 0; step < continued.GetProperty("steps").GetInt32(); step++)
        {
            int[] chosen = [.. Enumerable.Range(128 * step, batch).Select(k => (int)(((48271L * k) + offset) % 60000))];
            BatchResult result = trainer.TrainStep(answers.Inputs(images, chosen), [.. chosen.Select(image => images.Labels.Span[image])], []);
            double wanted = expected.GetProperty("losses")[step].GetDouble();
            Assert.That(result.Loss, Is.EqualTo(wanted).Within(lossTolerance * (isDouble ? Math.Abs(wanted) : 1)), $"{ending}: loss of step {step}");
        }

        TrainerState state = trainer.GetState();
        JsonElement? perWeight = tolerances.ValueKind == JsonValueKind.Object ? tolerances.GetProperty("continued_weights_absolute") : null;
        foreach (((WeightValues weight, JsonElement wanted), int index) in state.Weights.Zip(expected.GetProperty("weights").EnumerateArray()).Select((pair, index) => (pair, index)))
        {
            double? absolute = isDouble ? null : perWeight is { } list ? list[index].GetDouble() : FairLoss;
            CheckDigest($"{ending}: {weight.Path}", weight.Values, wanted.GetProperty("digest"), absolute, Math.Max(WeightTolerance, Off(answers)));
        }

        if (isDouble)
        {
            CheckOptimizer(file, state, ending, expected.GetProperty("optimizer_variables"));
        }
    }

    private static double Off(KerasAnswers answers) => answers.Name == WithNadam ? NadamOff : 0;

    private static void CheckOptimizer(CompiledFile file, TrainerState state, string ending, JsonElement variables)
    {
        using KerasFile written = Written(file, state);
        IReadOnlyList<OptimizerVariable> stored = written.OptimizerVariables;
        Assert.That(stored, Has.Count.EqualTo(variables.GetArrayLength()), ending);

        // What is written is float32, as all of Keras' files are.
        foreach ((OptimizerVariable variable, JsonElement wanted) in stored.Zip(variables.EnumerateArray()))
        {
            CheckDigest($"{ending}: {wanted.GetProperty("path").GetString()}", variable.Array.ReadValues(), wanted.GetProperty("digest"), null, 1e-7);
        }
    }

    private static KerasFile Written(CompiledFile file, TrainerState state)
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "continued.keras");
        file.With(state).Save(path, KerasFileKind.Archive, DateTimeOffset.UnixEpoch);
        return KerasFile.Read(path, file.Compiled.Model.InputShape);
    }

    private static void CheckDigest(string what, double[] values, JsonElement digest, double? absolute, double relative)
    {
        Assert.That(values, Has.Length.EqualTo(digest.GetProperty("count").GetInt32()), what);
        double[] shown = [.. digest.GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        int[] places = [.. digest.GetProperty("at").EnumerateArray().Select(place => place.GetInt32())];
        double largest = Math.Max(values.Select(Math.Abs).Max(), 1e-30);
        double tolerance = absolute ?? (relative * largest);
        Assert.That(values.Sum(), Is.EqualTo(digest.GetProperty("sum").GetDouble()).Within(tolerance * values.Length), $"{what}: sum");
        foreach ((int place, double value) in places.Zip(shown))
        {
            Assert.That(values[place], Is.EqualTo(value).Within(tolerance), $"{what} at {place}");
        }
    }

    private static double? Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
