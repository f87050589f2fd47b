using System.Text.Json;

namespace FashionRef.Build.Program;

/// <summary>The members of the program's <c>gate --json</c> that a build reports.</summary>
/// <param name="Format">The format's name and number.</param>
/// <param name="Passed">Whether the gate passed.</param>
/// <param name="Verdict">The verdict in a sentence.</param>
/// <param name="Checks">All checks.</param>
internal sealed record GateVerdict(string Format, bool Passed, string Verdict, GateVerdictCheck[] Checks)
{
    private const string KnownFormat = "fashionref-gate-1";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The checks that failed.</summary>
    public GateVerdictCheck[] Failures => [.. Checks.Where(check => check.Verdict == "failed")];

    /// <summary>Whether a file holds a verdict; pipes and devices do not.</summary>
    public static bool IsIn(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 } && Read(path).Format == KnownFormat;
        }
        catch (BuildTaskException)
        {
            return false;
        }
    }

    /// <summary>Reads a verdict.</summary>
    /// <exception cref="BuildTaskException">There is none, or its format is unknown.</exception>
    public static GateVerdict Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new BuildTaskException(ErrorCode.NoVerdict, $"The gate ended without a verdict in '{path}', so nothing has passed.");
        }

        try
        {
            GateVerdict? verdict = JsonSerializer.Deserialize<GateVerdict>(File.ReadAllBytes(path), Options);
            return verdict?.Format == KnownFormat
                ? verdict
                : throw new BuildTaskException(
                    ErrorCode.NoVerdict,
                    $"The gate's verdict '{path}' has the format '{verdict?.Format}' and must have '{KnownFormat}'. Build the program again: dotnet build -c Release.");
        }
        catch (JsonException exception)
        {
            throw new BuildTaskException(ErrorCode.NoVerdict, $"The gate's verdict '{path}' cannot be read, so nothing has passed: {exception.Message}");
        }
    }

    /// <summary>Checks that the program's exit code agrees: a build passes only if both say so.</summary>
    /// <exception cref="BuildTaskException">They disagree.</exception>
    public void RequireExitCode(int exitCode)
    {
        if (exitCode == 0 != Passed)
        {
            throw new BuildTaskException(
                ErrorCode.NoVerdict,
                $"The gate ended with exit code {exitCode}, and its verdict says: {Verdict} One of them is wrong, so nothing has passed.");
        }
    }
}
