namespace FashionRef;

/// <summary>What to do about a failure, where that depends on the caller: a program adds the option to use.</summary>
public enum Remedy
{
    /// <summary>The message is complete.</summary>
    None,

    /// <summary>Train the run, which does not exist.</summary>
    Train,

    /// <summary>Train the run again: its files are of different runs.</summary>
    TrainAnew,

    /// <summary>Train from the beginning: the checkpoint cannot be used.</summary>
    LeaveTheCheckpoint,

    /// <summary>Train with a smaller learning rate.</summary>
    SmallerLearningRate,

    /// <summary>Give a model file's optimizer a smaller learning rate.</summary>
    SmallerLearningRateOfOptimizer,

    /// <summary>Compute other bits: fewer steps, or another seed.</summary>
    OtherBits,

    /// <summary>Choose another output folder.</summary>
    OtherFolder,

    /// <summary>Choose another folder for TensorBoard's files.</summary>
    OtherEventFolder,

    /// <summary>Connect to the internet, or name a folder that holds the data set.</summary>
    NameTheData,

    /// <summary>Name the folder of the expectations.</summary>
    NameTheExpectations,

    /// <summary>Name the shape of the model's input.</summary>
    NameTheInput,

    /// <summary>Name the file with the model's weights.</summary>
    NameTheWeights,

    /// <summary>Name an optimizer to train by.</summary>
    NameTheOptimizer,

    /// <summary>Name the optimizer that a file's state is of, or leave the state.</summary>
    NameTheStoredOptimizer,

    /// <summary>Leave the state of a file's optimizer.</summary>
    LeaveTheOptimizersState,

    /// <summary>Name a loss to train by.</summary>
    NameTheLoss,

    /// <summary>Allow a model more memory or operations.</summary>
    RaiseTheLimits,
}
