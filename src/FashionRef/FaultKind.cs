namespace FashionRef;

/// <summary>Whose fault a failure is, and so what can be done about it.</summary>
public enum FaultKind
{
    /// <summary>A check says no, or what is computed or compared is no number: a loss, a logit, another program's probability.</summary>
    CheckFailed,

    /// <summary>The request is wrong: an option, a file that is read, or its format, which NaN breaks as well.</summary>
    BadRequest,

    /// <summary>The machine cannot do it: no data source answers, a file cannot be written, a native library will not load.</summary>
    MachineCannot,

    /// <summary>It was asked to stop; what was finished is kept.</summary>
    Interrupted,
}
