using FashionRef.Cli;
using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Benchmarks.Studies;

/// <summary>An engine that computes nothing: what a study costs with it is the study's own.</summary>
internal sealed class IdleEngine : IEngine
{
    /// <summary>The environment variable that puts it in the place of exact; its value is a hexadecimal digit of its code's hash.</summary>
    public const string Variable = "FASHIONREF_IDLE";

    public string Name => KnownEngines.Exact;

    public IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string> { ["Idle"] = "1" };

    public required string Code { get; init; }

    public Precision Precision => Precision.Float32;

    /// <summary>Puts it in the place of exact where the variable says so.</summary>
    public static void SubstituteIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is [var digit])
        {
            InstalledEngines.Substitute(new InstalledEngine(KnownEngines.Exact, _ => new IdleEngine { Code = new string(digit, 64) }, () => null));
        }
    }

    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) => new IdleTrainer(state);

    public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) => throw new NotSupportedException("A study never asks for one.");

    private sealed class IdleTrainer(TrainerState state) : ITrainer
    {
        public Precision Precision => Precision.Float32;

        public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels) => new(Loss: 1, Correct: 0);

        public TrainerState GetState() => state;

        public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken = default)
        {
            for (int i = 0; i < logits.Length; i++)
            {
                logits[i] = i % 10;
            }
        }

        public void Dispose()
        {
        }
    }
}
