namespace FashionRef.Build;

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">As the program's ExitCode lists them.</param>
/// <param name="Message">What it said of a failure on standard error, without <c>error: </c>; empty when it said nothing.</param>
internal sealed record ProgramEnd(int ExitCode, string Message);
