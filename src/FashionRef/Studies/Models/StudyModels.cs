using FashionRef.Formats.Keras;
using FashionRef.Training.Compiled;

namespace FashionRef.Studies.Models;

/// <summary>The Keras files of a study; each is read once.</summary>
/// <param name="root">The folder that their paths are relative to: that of the study's file.</param>
public sealed class StudyModels(string root)
{
    private readonly Dictionary<string, StudyModel> _read = [];

    /// <summary>The model in a file.</summary>
    /// <param name="file">As the study names it.</param>
    /// <exception cref="FashionRefException">It cannot be read, or cannot be trained (bad request).</exception>
    public StudyModel At(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!_read.TryGetValue(file, out StudyModel? model))
        {
            string path = Path.Combine(root, file);
            RequireCompiled(path);
            model = StudyModel.Of(path, CompiledFile.ReadFresh(path));
            _read.Add(file, model);
        }

        return model;
    }

    // A study has no place for an optimizer and a loss of its own.
    private static void RequireCompiled(string path)
    {
        using KerasFile file = KerasFile.Read(path);
        file.RequireModel("Name the file of the model that they are for.");
        if (file.Compilation is not { Optimizer: not null, Loss: not null })
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' names no optimizer and loss to train by. Compile the model in Keras, and save it again.");
        }
    }
}
