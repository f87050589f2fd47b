using System.Text.Json.Nodes;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Formats.Keras.Writing.Conversion;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>What is written of a file that was read: all that is in it.</summary>
internal static class SavedFile
{
    /// <summary>Reads all values.</summary>
    /// <param name="file">The file with the arrays.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="source">The file with the configuration.</param>
    /// <param name="byOrder">Whether names of layers may differ.</param>
    /// <param name="leftOut">Receives what cannot be written.</param>
    /// <exception cref="FashionRefException">It does not tell the model or the shape of its input, or has what Keras 3 does not (bad request).</exception>
    public static SavedModel Read(KerasFile file, string path, KerasFile source, bool byOrder, List<string> leftOut)
    {
        (BuiltModel model, JsonObject configuration) = Configured(source, path, leftOut);
        IReadOnlyDictionary<Weight, Hdf5NewDataset>? weights = file.HasWeights ? Weights(file, path, model, byOrder) : null;
        SavedOptimizer? optimizer = Optimizer(file, path, source, model, configuration, leftOut);
        return Saved(source, model, configuration, weights) with { Optimizer = optimizer, Backend = file.Backend ?? SavedModel.UsualBackend };
    }

    /// <summary>The model of a file with other weights.</summary>
    /// <param name="source">The file with the configuration.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="weights">The values of the model's weights, in its order.</param>
    /// <param name="leftOut">Receives what cannot be written.</param>
    public static SavedModel Read(KerasFile source, string path, IReadOnlyList<WeightValues> weights, List<string> leftOut)
    {
        (BuiltModel model, JsonObject configuration) = Configured(source, path, leftOut);
        Weight[] wanted = [.. model.Weights];
        return Saved(source, model, configuration, wanted.Zip(SavedProgramModel.Arrays(wanted, weights)).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static SavedModel Saved(KerasFile source, BuiltModel model, JsonObject configuration, IReadOnlyDictionary<Weight, Hdf5NewDataset>? weights) =>
        new(model, configuration, weights, Optimizer: null) { Version = source.IsOfKeras2 || source.Version is null ? SavedModel.Keras : source.Version };

    private static (BuiltModel Model, JsonObject Configuration) Configured(KerasFile source, string path, List<string> leftOut)
    {
        if (source.Configuration is null)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' holds weights alone, and the model's configuration is written as well. Name the file that has it.");
        }

        BuiltModel model = source.Model ?? throw new FashionRefException(
            FaultKind.BadRequest, $"'{path}' does not say the shape of its model's input. Say it.")
        { Remedy = Remedy.NameTheInput };
        return (model, ConfigurationOf(source, model, path, leftOut));
    }

    private static SavedOptimizer? Optimizer(KerasFile file, string path, KerasFile source, BuiltModel model, JsonObject configuration, List<string> leftOut)
    {
        try
        {
            return SavedOptimizerState.Read(file, source, model, configuration, leftOut);
        }
        catch (ContentFaultException fault)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' {fault.Message}.", fault);
        }
    }

    // What is not read, an initializer say, may have any form; it is written only where it has Keras'.
    private static JsonObject ConfigurationOf(KerasFile source, BuiltModel model, string path, List<string> leftOut)
    {
        try
        {
            return KerasThreeForm.Of(source, model, leftOut);
        }
        catch (Exception fault) when (fault is InvalidOperationException or InvalidCastException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' has a configuration with a setting that is not as Keras writes it ({fault.Message.TrimEnd('.')}), so it cannot be written in Keras 3's form. Save the model anew with Keras.", fault);
        }
    }

    // Whole numbers keep the type that they have, others get the weight's.
    private static Dictionary<Weight, Hdf5NewDataset> Weights(KerasFile file, string path, BuiltModel model, bool byOrder)
    {
        IReadOnlyList<WeightValues> values = file.ReadWeights(model, path, byOrder);
        IReadOnlyList<FileWeights> stored = file.Variables(model, byOrder);
        return stored.Zip(values).ToDictionary(
            pair => pair.First.Weight,
            pair => new Hdf5NewDataset(pair.First.Array.Shape, TypeOf(pair.First), pair.Second.Values));
    }

    private static Hdf5Type TypeOf(FileWeights weight) => weight.Weight.Spec.Type switch
    {
        NumberType.Int32 or NumberType.Int64 => weight.Array.Type,
        NumberType type => TypeOf(type),
    };

    /// <summary>The type of an array for a type of numbers.</summary>
    internal static Hdf5Type TypeOf(NumberType type) => type switch
    {
        NumberType.Float64 => Hdf5Type.Float64,
        NumberType.Float16 => Hdf5Type.Float16,
        NumberType.BFloat16 => Hdf5Type.BFloat16,
        NumberType.Int32 => Hdf5Type.Int32,
        NumberType.Int64 => Hdf5Type.Int64,
        _ => Hdf5Type.Float32,
    };
}
