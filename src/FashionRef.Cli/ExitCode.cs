namespace FashionRef.Cli;

/// <summary>The program's exit codes.</summary>
public enum ExitCode
{
    /// <summary>The work is done.</summary>
    Done = 0,

    /// <summary>A check failed, or a computed or compared value is not a number: a loss, a logit, another program's probability.</summary>
    CheckFailed = 1,

    /// <summary>The request is wrong: an option, an input file or its format; NaN in a file counts as a wrong format.</summary>
    BadRequest = 2,

    /// <summary>The machine cannot do it: no data source answers, a file cannot be written, a native library will not load.</summary>
    MachineCannot = 3,

    /// <summary>Stopped by Ctrl-C or SIGTERM, as shells number it (128 + SIGINT); what was finished is kept.</summary>
    Interrupted = 130,
}
