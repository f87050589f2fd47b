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
            model = StudyModel.Of(path, CompiledFile.Read(path, new CompileChoices(IsFresh: true)));
            _read.Add(file, model);
        }

        return model;
    }
}
