namespace FashionRef.Tests.Support;

/// <summary>What the program leaves: its exit code and all it wrote, with LF.</summary>
internal sealed record ProgramEnd(int ExitCode, string Output, string Error);
