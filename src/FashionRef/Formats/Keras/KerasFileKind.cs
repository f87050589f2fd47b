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
