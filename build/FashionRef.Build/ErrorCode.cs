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
}
