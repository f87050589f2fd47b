namespace FashionRef.Gate;

/// <summary>The gate's checks, in the order in which they are made. The number is that of the coded error, for example FREF2005.</summary>
public enum CheckKind
{
    /// <summary>The run's record is complete and belongs to this data set, this model and the notebook's settings.</summary>
    Record = 2001,

    /// <summary>Runs that are given as different ones are different ones.</summary>
    DistinctRuns = 2002,

    /// <summary>
    /// The trained weights have the bits of the baseline's, and logits, results and history are its own: then no statistics are needed.
    /// Of an engine that gives the same bits everywhere this is demanded.
    /// </summary>
    SameBits = 2003,

    /// <summary>The history is one of a training: finite, falling, not perfect.</summary>
    History = 2004,

    /// <summary>One run: the test accuracy is where a new run's falls.</summary>
    Accuracy = 2005,

    /// <summary>Several runs: none of them collapsed, as none may alone.</summary>
    CollapsedRuns = 2006,

    /// <summary>Several runs: the mean test accuracy is where that of new runs falls.</summary>
    MeanAccuracy = 2007,

    /// <summary>Against a baseline of the same seed: the right answers lost and won.</summary>
    Answers = 2008,

    /// <summary>Against a baseline of the same seed: the recall of each class.</summary>
    Recalls = 2009,
}
