namespace FashionRef.Formats.Keras;

/// <summary>The kinds of Keras' files, told by their content.</summary>
public enum KerasFileKind
{
    /// <summary><c>.keras</c>: a zip file with configuration, weights and optimizer state.</summary>
    Archive,

    /// <summary>The same, unpacked into a folder.</summary>
    Folder,

    /// <summary><c>.weights.h5</c>: weights and optimizer state by class and number.</summary>
    Weights,

    /// <summary>Legacy <c>.h5</c> with the whole model.</summary>
    LegacyModel,

    /// <summary>Legacy <c>.h5</c> with weights only.</summary>
    LegacyWeights,

    /// <summary>The text of <c>to_json()</c>: the configuration without weights.</summary>
    Json,
}

/// <summary>The forms and the endings of files.</summary>
public static class KerasFileKinds
{
    private static readonly (string Ending, KerasFileKind Kind)[] Written =
    [
        (".keras", KerasFileKind.Archive),
        (".weights.h5", KerasFileKind.Weights),
        (".h5", KerasFileKind.LegacyModel),
        (".json", KerasFileKind.Json),
    ];

    /// <summary>The endings that tell a form.</summary>
    public static IEnumerable<string> Endings => Written.Select(form => form.Ending);

    /// <summary>The form that Keras writes under a name; null where its ending tells none.</summary>
    /// <param name="path">A file's name.</param>
    public static KerasFileKind? OfEnding(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Written.Where(form => path.EndsWith(form.Ending, StringComparison.OrdinalIgnoreCase)).Select(form => (KerasFileKind?)form.Kind).FirstOrDefault();
    }
}
