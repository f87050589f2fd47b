using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact.Backpropagation.Elementwise;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Inference;
using FashionRef.Engines.Losses;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>The passes of a model's training, in the order of the forward pass.</summary>
internal sealed class PassList
{
    private readonly List<Pass> _passes = [];

    /// <summary>What the model reads.</summary>
    public required BatchValues Input { get; init; }

    /// <summary>The passes.</summary>
    public IReadOnlyList<Pass> Passes => _passes;

    /// <summary>What the last pass computes.</summary>
    public BatchValues Output => _passes.Count == 0 ? Input : _passes[^1].Output;

    /// <summary>The place of the first pass with trained weights; there the backward pass ends.</summary>
    public int FirstTrained { get; private set; } = int.MaxValue;

    /// <summary>Whether a pass before the next one has trained weights.</summary>
    public bool HasTrained => FirstTrained < int.MaxValue;

    /// <summary>The place of the pass where the loss takes hold.</summary>
    public int LossPlace { get; private set; }

    /// <summary>What the loss is computed from.</summary>
    public LossSource Source { get; private set; }

    /// <summary>Creates the passes of a model.</summary>
    /// <typeparam name="TLanes">The vector type.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="team">Shares the work.</param>
    /// <exception cref="FashionRefException">There is no pass for a layer (bad request).</exception>
    public static PassList Of<TLanes>(BuiltModel model, LossSettings loss, ThreadTeam team)
        where TLanes : struct, ILanes<TLanes>
    {
        // Only the structure is wanted: no values.
        InferenceChain chain = InferenceChain.OfTraining(model, [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, []))]);
        Dictionary<string, BuiltLayer> layers = model.Chain.ToDictionary(layer => layer.Path);
        PassList list = new() { Input = new BatchValues(model.InputShape.Count) };
        PassFactory<TLanes> factory = new(model, list, team);
        int logits = LogitsOf(chain, loss);
        for (int i = 0; i < chain.Operations.Length; i++)
        {
            Operation operation = chain.Operations[i];
            if (i == logits)
            {
                list.AddLoss(LossSource.Logits);
            }

            BuiltLayer layer = layers[operation.Name];
            factory.Add(operation, layer);
            bool isLast = i == chain.Operations.Length - 1 || chain.Operations[i + 1].Name != operation.Name;
            if (isLast && layer.Layer.ActivityRegularizer is { } penalty)
            {
                list.Add(new ActivityPass(penalty, list.Output));
            }
        }

        if (logits < 0)
        {
            list.AddLoss(LossSource.Outputs);
        }

        return list;
    }

    /// <summary>Adds a pass.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="weights">Its weights; null for those that it does without.</param>
    public void Add(Pass pass, params ReadOnlySpan<PassWeight?> weights)
    {
        foreach (PassWeight? weight in weights)
        {
            FirstTrained = weight is { IsTrainable: true } ? Math.Min(FirstTrained, _passes.Count) : FirstTrained;
        }

        _passes.Add(pass);
    }

    /// <summary>The passes in groups that run together.</summary>
    /// <param name="team">Shares the work.</param>
    public IReadOnlyList<PassGroup> InGroups(ThreadTeam team)
    {
        int last = _passes.FindLastIndex(pass => pass is ActivityPass or LossPass);
        List<PassGroup> groups = [];
        for (int first = 0; first < _passes.Count;)
        {
            int end = first + 1;
            while (_passes[first] is SamplePass && end < _passes.Count && _passes[end] is SamplePass)
            {
                end++;
            }

            if (_passes[first] is BatchPass pass)
            {
                (pass.Input.KeepsGradients, pass.Output.KeepsGradients) = (true, true);
            }

            int lowest = Math.Max(FirstTrained, first);
            groups.Add(new PassGroup([.. _passes[first..end]], lowest - first, Math.Min(last, end - 1) - first, last >= first && last < end, team));
            first = end;
        }

        return groups;
    }

    // The operation whose input the loss is computed from, -1 for the outputs. Keras looks behind a softmax or sigmoid that made the very
    // tensor that the loss gets; layers that return their input as it is do not make another.
    private static int LogitsOf(InferenceChain chain, LossSettings loss)
    {
        int place = chain.Operations.Length - 1;
        while (place >= 0 && chain.Operations[place].Layer is TrainingOnly layer && !RandomLayers.ChangesNumbers(layer))
        {
            place--;
        }

        bool isSigmoid = place >= 0 && chain.Operations[place].Layer is ActivationLayer { Function: Activation.Sigmoid };
        bool isSoftmax = place >= 0 && chain.Operations[place].Layer is Softmax or ActivationLayer { Function: Activation.Softmax };
        bool isWanted = loss.Kind switch
        {
            LossKind.CategoricalCrossentropy or LossKind.SparseCategoricalCrossentropy => isSoftmax,
            LossKind.BinaryCrossentropy => isSigmoid,
            _ => false,
        };
        return isWanted && !chain.EndsInAnotherTensor ? place : -1;
    }

    private void AddLoss(LossSource source)
    {
        LossPlace = _passes.Count;
        Source = source;
        _passes.Add(new LossPass(Output));
    }
}
