namespace FashionRef;

/// <summary>The cause of a failure, and so what can be done about it.</summary>
public enum FaultKind
{
    /// <summary>A check failed, or a computed or compared value is not a number: a loss, a logit, another program's probability.</summary>
    CheckFailed,

    /// <summary>The request is wrong: an option, an input file or its format; NaN in a file counts as a wrong format.</summary>
    BadRequest,

    /// <summary>The machine cannot do it: no data source answers, a file cannot be written, a native library will not load.</summary>
    MachineCannot,

    /// <summary>It was cancelled; finished work is kept.</summary>
    Interrupted,
}
