using FashionRef.Cli.Commands.Evaluate;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>A model file for the gate: one of the notebook's models, or that of an own expectation.</summary>
internal sealed class GateModelFile : IDisposable
{
    private readonly string _path;
    private readonly KerasModel _model;
    private readonly GateRun? _run;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run that it is said to be the model of, or null.</param>
    /// <param name="own">The expectation that it is judged by where that is not of the notebook's models, or null.</param>
    /// <param name="engine">Computes its answers.</param>
    /// <exception cref="FashionRefException">It cannot be read, or is judged alone and has other layers than the notebook's models (bad request).</exception>
    public GateModelFile(string path, GateRun? run, GateReference? own, IEngine engine)
    {
        (_path, _run) = (path, run);
        _model = KerasModel.Load(path, engine: engine);
        Number = run?.Record.Settings.Model ?? ModelGate.NumberOf(_model.Model) ?? 0;
        if (Number == 0 && own is null)
        {
            string layers = string.Join(", ", ModelGate.KindsOfLayers(_model.Model));
            _model.Dispose();
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{path}' is neither of the notebook's models: it has the layers {layers}. {string.Join("; ", NotebookModels.Numbers.Select(number => $"{NotebookModels.Title(number)} has {string.Join(", ", ModelGate.KindsOfLayers(NotebookModels.Get(number).Build()))}"))}. Without an expectation of its own the gate judges these two; 'evaluate --model FILE' evaluates any model.");
        }
    }

    /// <summary>The number of the notebook's model that it is judged as.</summary>
    public int Number { get; }

    /// <summary>Its answers for the test images.</summary>
    /// <param name="images">The test images.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    public TrainedFile Answer(ImageSet images, CancellationToken cancellationToken)
    {
        (double[] samples, int[] labels) = FileEvaluation.OfImages(images, _model.Model, _path);
        FileEvaluation evaluation = FileEvaluation.Of(_model, samples, labels, FashionMnist.ClassNames, cancellationToken);
        return TrainedFile.Of(_path, _model, evaluation.Test) with { Run = _run?.Record };
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
