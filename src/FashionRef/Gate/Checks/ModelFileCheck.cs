using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Evaluation;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>
/// Whether a model file is what training the expectation's model gives: its layers, its optimizer and steps where the file tells them, and
/// the weights and answers of the run that it is said to be of.
/// </summary>
/// <param name="reference">What it is compared with.</param>
internal sealed class ModelFileCheck(GateReference reference)
{
    private const string NotTold = "not told";

    // Adam's settings that change training: Keras' defaults, which the notebook has, but for the learning rate.
    private static readonly (string Name, double Legal)[] Numbers = [("learning_rate", Notebook.LearningRate), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-7)];
    private static readonly string[] Off = ["amsgrad", "use_ema", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "gradient_accumulation_steps"];

    private readonly Expectation _expectation = reference.Expectation;

    /// <summary>The check of a file.</summary>
    /// <param name="file">The file.</param>
    public GateCheck Of(TrainedFile file)
    {
        CheckSubject subject = SubjectOf(CheckKind.Record);
        FieldFault[] faults =
        [
            .. new[] { Architecture.Faults(file.Model, reference.Model, _expectation.Model), Training(file), file.Run is { } run ? OfRun(file, run) : [] }
                .SelectMany(fields => fields)
                .Where(field => field.Found != field.Legal),
        ];
        string[] untold = [.. file.Compilation?.Optimizer is null ? ["its optimizer"] : Array.Empty<string>(), .. file.OptimizerSteps is null ? ["how many steps it was trained"] : Array.Empty<string>()];
        return faults.Length > 0
            ? subject.Failed($"In '{file.Path}'", faults)
            : subject.Passed(Invariant($"{file.Model.ParameterCount:N0} parameters{(file.OptimizerSteps is { } steps ? Invariant($", {steps:N0} steps") : "")}"), $"the {Whose}'s layers{(untold.Length == 0 ? ", optimizer and steps" : "")}{(file.Run is null ? "" : "; the run's weights and answers")}") with
            {
                Reason = untold.Length > 0 ? $"The file does not tell {string.Join(" and ", untold)}: that was not checked." : "",
            };
    }

    /// <summary>Whether a model without weights is the expectation's: what a run of it starts from.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="file">What it holds.</param>
    /// <returns>Null where it is.</returns>
    public GateCheck? OfSource(string path, CompiledFile file)
    {
        if (file.Sha256 == reference.File?.Sha256)
        {
            return null;
        }

        FieldFault[] faults =
        [
            .. Architecture.Faults(file.Compiled.Model, reference.Model, _expectation.Model)
                .Concat(reference.File is { } right ? Compiled(file.Compiled.Optimizer, file.Compiled.Loss, right.Compiled) : [])
                .Where(field => field.Found != field.Legal),
            new("SHA-256 of the model, loss and optimizer", file.Sha256, reference.File?.Sha256 ?? NotTold),
        ];
        return SubjectOf(CheckKind.Record).Failed($"In '{path}'", faults);
    }

    /// <summary>The subject of a check of a file.</summary>
    /// <param name="kind">Which check.</param>
    public CheckSubject SubjectOf(CheckKind kind) => new(kind, _expectation.Model, "model file", _expectation.File?.Name);

    private string Whose => reference.File is null ? "notebook" : "expectation";

    private IEnumerable<FieldFault> Training(TrainedFile file)
    {
        if (file.OptimizerSteps is { } steps)
        {
            int batches = (FashionMnist.TrainCount + _expectation.BatchSize - 1) / _expectation.BatchSize;
            yield return new("the optimizer's state", Invariant($"that after {steps:N0} steps"), Invariant($"that after {_expectation.Epochs * batches:N0} steps")) { Causes = steps % batches == 0 && steps != _expectation.Epochs * batches ? [Invariant($"{steps / batches} epochs, and the {Whose} has {_expectation.Epochs}")] : [] };
        }

        if (file.Compilation is not { } compilation)
        {
            yield break;
        }

        yield return new("loss_weights", compilation.LossWeight ?? "none", "none");
        if (reference.File is { } right)
        {
            OptimizerSettings? trained = compilation.Optimizer is { } named ? OptimizerSettings.Of(named, compilation.OptimizerConfig ?? JsonSerializer.SerializeToElement(new object())) : null;
            LossSettings? loss = KerasLoss.Of(compilation)?.Settings;
            foreach (FieldFault fault in Compiled(trained, loss, right.Compiled))
            {
                yield return fault;
            }

            if (compilation.Loss is { } unknown && loss is null)
            {
                yield return new("the loss", unknown, $"{right.Compiled.Loss.Kind}");
            }

            yield break;
        }

        if (compilation.Optimizer is { } optimizer)
        {
            bool isAdam = optimizer.Equals("Adam", StringComparison.OrdinalIgnoreCase);
            yield return new("the optimizer", optimizer, isAdam ? optimizer : "Adam");
            foreach (FieldFault fault in isAdam && compilation.OptimizerConfig is { ValueKind: JsonValueKind.Object } config ? Adam(config) : [])
            {
                yield return fault;
            }
        }

        if (compilation.Loss is { } name)
        {
            LossSettings? loss = KerasLoss.Of(compilation)?.Settings;
            bool isCrossEntropy = loss is { Kind: LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy };
            yield return new("the loss", name, isCrossEntropy ? name : "categorical_crossentropy");
            yield return new("the loss' label_smoothing", Invariant($"{loss?.LabelSmoothing ?? 0}"), "0");
            yield return new("the loss' from_logits", loss is { FromLogits: true } ? "true behind a softmax" : "false", "false");
            yield return new("the loss' reduction", KerasNames.ToSnakeCase($"{loss?.Reduction ?? LossReduction.SumOverBatchSize}"), "sum_over_batch_size");
        }
    }

    private static IEnumerable<FieldFault> Compiled(OptimizerSettings? optimizer, LossSettings? loss, CompiledModel right)
    {
        if (optimizer is not null)
        {
            yield return new("the optimizer", Told(optimizer.Kind, optimizer == right.Optimizer), Told(right.Optimizer.Kind, isRight: true));
        }

        if (loss is not null)
        {
            yield return new("the loss", Told(loss.Kind, loss == right.Loss), Told(right.Loss.Kind, isRight: true));
        }

        static string Told(object kind, bool isRight) => isRight ? $"{kind} with the expectation's settings" : $"{kind}, or other settings of it";
    }

    private static IEnumerable<FieldFault> Adam(JsonElement config)
    {
        foreach ((string name, double legal) in Numbers)
        {
            if (config.TryGetProperty(name, out JsonElement value))
            {
                bool isLegal = value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && ReportedFigure.IsSameSetting(number, legal);
                yield return new($"the optimizer's {name}", isLegal ? Invariant($"{legal}") : value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float found) ? Invariant($"{found}") : "no number", Invariant($"{legal}"));
            }
        }

        foreach (string name in Off)
        {
            bool isOn = config.TryGetProperty(name, out JsonElement value)
                && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False)
                && !(value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == 0);
            yield return new($"the optimizer's {name}", isOn ? value.GetRawText() : "off", "off");
        }
    }

    private static IEnumerable<FieldFault> OfRun(TrainedFile file, RunRecord run)
    {
        string weights = run.Sha256.TrainedWeights ?? NotTold;
        yield return new("the SHA-256 of the weights", file.WeightsSha256, weights == NotTold ? file.WeightsSha256 : weights);

        // Other programs' rounding may decide between two classes that are next to equal.
        int ties = ProbabilityComparison.NearTiesIn(file.Test.Probabilities, FashionMnist.ClassNames.Count);
        int off = Math.Abs(file.Test.Correct - run.Result.TestCorrect);
        yield return new("the number of right answers", Invariant($"{file.Test.Correct}"), off <= ties ? Invariant($"{file.Test.Correct}") : Invariant($"{run.Result.TestCorrect}, as the run's record says"));
    }
}
