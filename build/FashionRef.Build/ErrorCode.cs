namespace FashionRef.Build;

/// <summary>The codes of the errors that this repository's build tasks expect and report.</summary>
internal static class ErrorCode
{
    /// <summary>The file is no 64-bit little-endian ELF file, or its tables contradict its size.</summary>
    public const string BrokenElfFile = "FREF1001";

    /// <summary>The file does not ask for the symbol version.</summary>
    public const string VersionMissing = "FREF1002";

    /// <summary>The file asks more than one library for the symbol version.</summary>
    public const string VersionAmbiguous = "FREF1003";

    /// <summary>The file calls or reads a symbol of the version, so it cannot do without it.</summary>
    public const string VersionInUse = "FREF1004";

    /// <summary>The file cannot be read, or its copy cannot be written.</summary>
    public const string FileAccess = "FREF1005";

    /// <summary>The library is not one that holds fonts for Avalonia, or not the font that is wanted.</summary>
    public const string BrokenFontLibrary = "FREF1006";

    /// <summary>The file is not the one whose hash the repository has.</summary>
    public const string OtherContent = "FREF1007";

    /// <summary>Something is packed whose licence has no text.</summary>
    public const string LicenceUnknown = "FREF1008";

    /// <summary>There are no sources or no packages to take a hash of.</summary>
    public const string NothingToHash = "FREF1009";

    /// <summary>The program has not been built.</summary>
    public const string ProgramMissing = "FREF1100";

    /// <summary>A check of the program says no.</summary>
    public const string CheckFailed = "FREF1101";

    private const string BadRequest = "FREF1102";
    private const string MachineCannot = "FREF1103";
    private const string Interrupted = "FREF1104";

    /// <summary>The program ended otherwise than by itself.</summary>
    public const string Crashed = "FREF1105";

    /// <summary>The gate's verdict cannot be read, or is not what the gate's exit code says.</summary>
    public const string NoVerdict = "FREF1106";

    /// <summary>The code for a program that ended with another exit code than 0.</summary>
    /// <param name="exitCode">As the program's ExitCode lists them.</param>
    public static string OfProgram(int exitCode) => exitCode switch
    {
        1 => CheckFailed,
        2 => BadRequest,
        3 => MachineCannot,
        130 => Interrupted,
        _ => Crashed,
    };
}
