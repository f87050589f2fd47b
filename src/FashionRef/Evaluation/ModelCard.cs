using System.Globalization;
using System.Text;
using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Evaluation;

/// <summary>
/// A run's README.md: the model, its results and how it was trained, below the metadata that model hubs read.
/// </summary>
/// <remarks>Metadata: <see href="https://huggingface.co/docs/hub/model-cards"/>, section "Evaluation results" for the model-index.</remarks>
public static class ModelCard
{
    private const string DatasetId = "zalando-datasets/fashion_mnist";

    /// <summary>The whole file, lines ended by LF.</summary>
    /// <param name="record">The run, with its environment.</param>
    /// <param name="matrix">Its answers to the test images.</param>
    /// <param name="classNames">A name for each class.</param>
    public static string Format(RunRecord record, ConfusionMatrix matrix, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(classNames);
        return Metadata(record) + Text(record, Classes(matrix, classNames));
    }

    // It has only this program's own numbers and names, none of which YAML would misread.
    private static string Metadata(RunRecord record) => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        license: mit
        library_name: fashionref
        pipeline_tag: image-classification
        tags:
        - fashion-mnist
        - reproducible
        datasets:
        - {DatasetId}
        metrics:
        - accuracy
        model-index:
        - name: {record.Settings.RunName}
          results:
          - task:
              type: image-classification
              name: Image classification
            dataset:
              type: {DatasetId}
              name: Fashion-MNIST
              split: test
            metrics:
            - type: accuracy
              name: Accuracy
              value: {record.Result.TestAccuracy}
            - type: loss
              name: Cross-entropy
              value: {record.Result.TestLoss}
        ---

        """);

    private static string Text(RunRecord record, string classes)
    {
        (RunSettings settings, RunResult result, RunEnvironment environment) = (record.Settings, record.Result, record.Environment!);
        return string.Create(CultureInfo.InvariantCulture, $"""

            # {settings.ModelTitle} on Fashion-MNIST

            A small convolutional network, trained as a Keras notebook trains it: {record.Parameters:N0} parameters, {record.NonTrainableParameters:N0} of them non-trainable.
            Test accuracy **{result.TestAccuracy:F4}** ({result.TestCorrect:N0} of {result.TestCount:N0} test images), cross-entropy {result.TestLoss:F4}.

            ## Use

            The input is `[N, 28, 28, 1]`: raw pixels from 0 (background) to 255, **not** divided by 255. The output is ten probabilities, in the order of the table below.

            - `model.safetensors` holds the weights in Keras' names and layouts (kernels height, width, in, out; dense layers in, out).
            - `export --weights model.safetensors --format onnx` makes an ONNX file of it.
            - `predict --weights model.safetensors IMAGE` says what is on a picture of your own.

            ## Results

            | class | recall | precision |
            | --- | --- | --- |
            {classes}
            One run says little of another: right runs of one model differ by one to three points of accuracy.

            ## Training

            {settings.Epochs} {(settings.Epochs == 1 ? "epoch" : "epochs")} over 60,000 images in batches of {settings.BatchSize}, Keras' Adam with learning rate {settings.LearningRate}, {LossText(settings)}, {ShuffleText(settings)}. No augmentation, no early stopping; the test set is also the validation set, as in the notebook.

            ```sh
            {Command(settings)}
            ```

            {Reproducibility.Of(settings.Engine)} This run: seed {settings.Seed}, engine {settings.Engine} ({environment.DescribeEngine()}), {settings.Threads} threads, {environment.Processor}, {environment.OperatingSystem}, git commit {environment.GitCommit}.

            | SHA-256 of | |
            | --- | --- |
            | initial weights | `{record.Sha256.InitialWeights}` |
            | trained weights | `{record.Sha256.TrainedWeights}` |
            | logits of the test set | `{record.Sha256.TestLogits}` |

            ## Limits

            It knows grey 28 x 28 pictures of single pieces of clothing on black, cut and centred as in Fashion-MNIST, and gives one of ten answers whatever it is shown. Its probabilities are not calibrated. It is made to learn from and to check ports with, not for use on people's photos.

            """);
    }

    private static string Classes(ConfusionMatrix matrix, IReadOnlyList<string> classNames)
    {
        StringBuilder rows = new();
        for (int label = 0; label < matrix.Classes; label++)
        {
            double right = matrix[label, label];
            rows.Append(CultureInfo.InvariantCulture, $"| {classNames[label]} | {Share(right, matrix.Actual(label))} | {Share(right, matrix.Predicted(label))} |\n");
        }

        return rows.ToString();
    }

    private static string Share(double part, int whole) => whole == 0 ? "none" : (part / whole).ToString("F3", CultureInfo.InvariantCulture);

    private static string LossText(RunSettings settings) =>
        settings.Loss == CrossEntropy.OfLogits ? "cross-entropy of the logits" : "cross-entropy of clipped probabilities (not the notebook's)";

    private static string ShuffleText(RunSettings settings) =>
        settings.Shuffle == Shuffle.Anew ? "shuffled anew in every epoch" : "the same shuffle in every epoch (not the notebook's)";

    private static string Command(RunSettings settings)
    {
        RunSettings notebook = RunSettings.Notebook(settings.Model, settings.Engine, settings.Seed, settings.Threads);
        IEnumerable<(bool Differs, FormattableString Option)> options =
        [
            (settings.Epochs != notebook.Epochs, $" --epochs={settings.Epochs}"),
            (settings.BatchSize != notebook.BatchSize, $" --batch-size={settings.BatchSize}"),
            (settings.LearningRate != notebook.LearningRate, $" --learning-rate={settings.LearningRate}"),
            (settings.Loss != notebook.Loss, $" --loss={CrossEntropyName.Of(settings.Loss)}"),
            (settings.Shuffle != notebook.Shuffle, $" --shuffle={ShuffleName.Of(settings.Shuffle)}"),
        ];
        string others = string.Concat(options.Where(option => option.Differs).Select(option => FormattableString.Invariant(option.Option)));
        return FormattableString.Invariant($"train --model={settings.Model} --seed={settings.Seed} --engine={settings.Engine} --threads={settings.Threads}{others}");
    }
}
