using FashionRef.Data;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Backpropagation.Augmentation;
using FashionRef.Engines.Losses;
using FashionRef.Models;
using FashionRef.Models.Layers;
using static System.FormattableString;

namespace FashionRef.Training.Compiled;

/// <summary>Refuses what can be read and predicted with, and not trained.</summary>
internal static class TrainingChecks
{
    /// <summary>Refuses a model, a loss or an optimizer that training would go wrong with.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="path">Its file.</param>
    /// <exception cref="FashionRefException">It is refused (bad request).</exception>
    public static void Require(CompiledModel compiled, string path)
    {
        BuiltModel model = compiled.Model;
        if (model.OutputShape.Dimensions.Any(size => size != 1 && size != model.OutputShape.Count))
        {
            throw Refused(path, $"gives outputs of shape {model.OutputShape} for each input, and training wants one row of classes", "Train a model whose last layer gives one, such as Dense");
        }

        if (!model.Weights.Any(weight => weight.Spec.IsTrainable))
        {
            throw Refused(path, "has no weight that is trained", "Train a model that has one, or set trainable to true in a layer");
        }

        // Random layers, and layers that change images, refuse settings and places that they cannot act with.
        RandomLayers.Numbers(model);
        AugmentationChain.Require(model);
        RequireFullPrecision(model, path);
        RequireLoss(compiled, path);
    }

    /// <summary>Refuses batches that batch normalization cannot learn from.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="batchSize">Samples a step.</param>
    /// <exception cref="FashionRefException">A layer would see one number of each feature (bad request).</exception>
    public static void RequireBatch(CompiledModel compiled, int batchSize)
    {
        BuiltLayer? alone = batchSize > 1 ? null : compiled.Model.Chain.FirstOrDefault(layer =>
            layer is { Layer: BatchNormalization normalization, IsTrainable: true } && layer.InputShape.Count == layer.InputShape[normalization.OwnAxis(layer.InputShape)]);
        if (alone is not null)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"The batch size is {batchSize}, and '{OutsideText.Line(alone.Name)}' normalizes by a batch's own variance, which is 0 then: it would always give its beta. Take at least 2."));
        }
    }

    /// <summary>Refuses images that the model does not take, and labels that are no class of it.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="data">The images.</param>
    /// <exception cref="FashionRefException">They do not fit (bad request).</exception>
    public static void RequireImages(CompiledModel compiled, Dataset data)
    {
        int largest = Math.Max((int)data.Train.Labels.ToArray().Max(), data.Test.Labels.ToArray().Max());
        RequireImages(compiled, data.Train.Height * data.Train.Width, largest);
    }

    /// <summary>The same, of images that are not at hand.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="pixels">How many pixels an image has.</param>
    /// <param name="largest">The largest label.</param>
    /// <exception cref="FashionRefException">They do not fit (bad request).</exception>
    public static void RequireImages(CompiledModel compiled, int pixels, int largest)
    {
        BuiltModel model = compiled.Model;
        if (model.InputShape.Count != pixels)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"The model takes inputs of shape {model.InputShape}, {model.InputShape.Count} numbers, and an image of the data has {pixels} pixels. Train a model with that many inputs."));
        }

        int classes = Math.Max(model.ClassCount, 2);
        if (largest >= classes)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"The data has the label {largest}, and the model's {model.ClassCount} {(model.ClassCount == 1 ? "output stands" : "outputs stand")} for the classes 0 to {classes - 1}. Train a model with at least {largest + 1} outputs."));
        }
    }

    // Keras computes with half precision then, and its steps cannot be equal to those of float32.
    private static void RequireFullPrecision(BuiltModel model, string path)
    {
        BuiltLayer? mixed = model.Chain.FirstOrDefault(layer => layer.Layer.ComputesIn is NumberType.Float16 or NumberType.BFloat16);
        if (mixed is not null)
        {
            throw Refused(
                path,
                $"computes in {mixed.Layer.ComputesIn.ToString().ToLowerInvariant()} in '{OutsideText.Line(mixed.Name)}', by its mixed-precision policy, and training here is in float32 or float64",
                "Save the model with the policy float32 (a layer's dtype)");
        }
    }

    private static void RequireLoss(CompiledModel compiled, string path)
    {
        LossSettings loss = compiled.Loss;
        BuiltModel model = compiled.Model;
        bool isEntropy = loss.Kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy;
        if (isEntropy && model.ClassCount == 1)
        {
            throw Refused(path, $"has one output, and the loss {loss.Kind} wants one for each class", "Name a loss for one output, binary_crossentropy for example");
        }
    }

    /// <summary>What is unusual about a training, and Keras does all the same: sentences for its user.</summary>
    /// <param name="compiled">The model.</param>
    public static IEnumerable<string> Remarks(CompiledModel compiled)
    {
        LossSettings loss = compiled.Loss;
        bool wantsShares = loss.Kind is LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy or LossKind.BinaryCrossentropy or LossKind.KLDivergence;
        if (wantsShares && !loss.FromLogits && Unbounded(compiled.Model) is { } layer)
        {
            yield return $"The model ends with '{OutsideText.Line(layer.Name)}', whose outputs can be any number, and its loss {loss.Kind} clips them to probabilities: outputs beyond 0 and 1 learn nothing. "
                + "Usual is from_logits=True in the loss, or a softmax at the end.";
        }

        if (compiled.Model.Chain.FirstOrDefault(layer => layer.Layer.ComputesIn == NumberType.Float64) is { } wide)
        {
            yield return $"The file says that '{OutsideText.Line(wide.Name)}' computes in float64, and this training is in float32: from about the seventh digit on it is not Keras'.";
        }

        if (compiled.Optimizer.HasEpsilonOutsideRoot)
        {
            yield return $"Keras before 2.11 wrote the file: its {compiled.Optimizer.Kind} adds epsilon to the root, and so does this training. Keras 3, which the written file is for, adds it under the root.";
        }
    }

    // The last layer that computes, where its outputs are no shares.
    private static BuiltLayer? Unbounded(BuiltModel model)
    {
        BuiltLayer? last = model.Chain.LastOrDefault(layer => layer.Layer is not (Flatten or Reshape or TrainingOnly or ActivationLayer { Function: Activation.Linear }));
        Activation? activation = last?.Layer switch
        {
            Dense dense => dense.Activation,
            Conv2D conv2D => conv2D.Activation,
            ActivationLayer other => other.Function,
            _ => null,
        };
        return activation is null or Activation.Softmax or Activation.Sigmoid or Activation.HardSigmoid or Activation.HardSigmoidOfKeras2 or Activation.SparseSigmoid ? null : last;
    }

    private static FashionRefException Refused(string path, string why, string what) => new(FaultKind.BadRequest, $"'{path}' {why}. {what}.");
}
