namespace FashionRef;

/// <summary>What can be done about a failure where each caller has its own way to do it: a program adds which of its options.</summary>
public enum Remedy
{
    /// <summary>The message says all.</summary>
    None,

    /// <summary>Train the run: it is not there.</summary>
    Train,

    /// <summary>Train the run once more: its files do not belong together.</summary>
    TrainAnew,

    /// <summary>Train from the beginning: the checkpoint is of no use.</summary>
    LeaveTheCheckpoint,

    /// <summary>Train with a smaller learning rate.</summary>
    SmallerLearningRate,

    /// <summary>Compute other bits: fewer steps, or another seed.</summary>
    OtherBits,

    /// <summary>Choose another folder for what is made.</summary>
    OtherFolder,

    /// <summary>Choose another folder for TensorBoard's files.</summary>
    OtherEventFolder,

    /// <summary>Connect to the internet, or name a folder that holds the data set.</summary>
    NameTheData,

    /// <summary>Name the folder of the expectations.</summary>
    NameTheExpectations,
}
