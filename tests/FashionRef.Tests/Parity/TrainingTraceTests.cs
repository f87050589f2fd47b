using System.Text.Json;
using FashionRef.Torch.KerasTraining;

namespace FashionRef.Tests.Parity;

/// <summary>Keras' training steps in float64, rebuilt from the traces of version 2; TestData/README.md tells where these come from.</summary>
[NonParallelizable]
internal sealed class TrainingTraceTests
{
    private const int FirstSteps = 5;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "TestData", "keras-traces");

    // One has an activation that Keras' files have no name for: gelu with tanh.
    private static IEnumerable<string> Names => Directory.GetFiles(Folder, "*-float64.json")
        .Select(file => Path.GetFileName(file)[..^"-float64.json".Length]).Where(name => name != "activation-gelu").Order(StringComparer.Ordinal);

    [Test]
    public void All_traces_but_one_are_tried() => Assert.That(Names.Count(), Is.EqualTo(107));

    [TestCaseSource(nameof(Names))]
    public void The_first_steps_are_Kerass(string name) => Check(name, FirstSteps);

    [Test]
    [Category(LongTests.Category)]
    public void Every_step_of_every_trace_is_Kerass()
    {
        foreach (string name in Names)
        {
            Assert.That(() => Check(name, int.MaxValue), Throws.Nothing, name);
        }
    }

    private static void Check(string name, int most)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}-float64.json")));
        JsonElement trace = document.RootElement;
        TrainingTrace run = new(trace);
        int steps = Math.Min(trace.GetProperty("steps").GetInt32(), most);
        double[] spread = [.. trace.GetProperty("float32_spread").GetProperty("loss").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.PositiveInfinity)];
        double largest = 0;
        for (int step = 0; step < steps; step++)
        {
            run.CheckMark(step);
            BatchGradients batch = run.Step(step);
            double expected = trace.GetProperty("loss")[step].GetDouble();
            largest = Math.Max(largest, spread[step]);
            Assert.That(Math.Abs(batch.Loss - expected) / Math.Abs(expected), Is.LessThanOrEqualTo(Math.Max(1e-12, 1e-7 * largest)), $"Loss of step {step}");
            Assert.That(run.Correct, Is.EqualTo(trace.GetProperty("correct")[step].GetInt32()), $"Right answers of step {step}");
            if (trace.TryGetProperty("penalty", out JsonElement penalty))
            {
                Assert.That(batch.Penalty, Is.EqualTo(penalty[step].GetDouble()).Within(1e-9).Percent, $"Penalty of step {step}");
            }
        }

        run.CheckMark(steps);
    }
}
