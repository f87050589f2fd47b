namespace FashionRef.Cli;

/// <summary>What the program tells its caller when it ends.</summary>
public enum ExitCode
{
    /// <summary>The work is done.</summary>
    Done = 0,

    /// <summary>A check says no, or what is computed or compared is no number: a loss, a logit, another program's probability.</summary>
    CheckFailed = 1,

    /// <summary>The request is wrong: an option, a file that is read, or its format, which NaN breaks as well.</summary>
    BadRequest = 2,

    /// <summary>The machine cannot do it: no data source answers, a file cannot be written, a native library will not load.</summary>
    MachineCannot = 3,

    /// <summary>Stopped by Ctrl-C or SIGTERM, as shells number it (128 + SIGINT); what was finished is kept.</summary>
    Interrupted = 130,
}
