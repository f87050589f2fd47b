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

    /// <summary>The file uses a symbol of the version, so it needs it.</summary>
    public const string VersionInUse = "FREF1004";

    /// <summary>The file cannot be read, or its copy cannot be written.</summary>
    public const string FileAccess = "FREF1005";

    /// <summary>The library holds no fonts for Avalonia, or not the requested one.</summary>
    public const string BrokenFontLibrary = "FREF1006";

    /// <summary>The file's hash is not the one in the repository.</summary>
    public const string OtherContent = "FREF1007";

    /// <summary>The package would contain something without a licence text.</summary>
    public const string LicenceUnknown = "FREF1008";

    /// <summary>There are no sources or no packages to take a hash of.</summary>
    public const string NothingToHash = "FREF1009";

    /// <summary>The program has not been built.</summary>
    public const string ProgramMissing = "FREF1100";

    /// <summary>A check of the program failed.</summary>
    public const string CheckFailed = "FREF1101";

    private const string BadRequest = "FREF1102";
    private const string MachineCannot = "FREF1103";
    private const string Interrupted = "FREF1104";

    /// <summary>The program was ended from outside.</summary>
    public const string Crashed = "FREF1105";

    /// <summary>The gate's verdict cannot be read, or contradicts its exit code.</summary>
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
