namespace FashionRef.Build.Elf;

/// <summary>A symbol version that a file asks of another library.</summary>
/// <param name="Library">The library, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">How the file's symbols name the version, 2 or greater.</param>
/// <param name="FlagsOffset">Where the request's 16 bits of flags are, in bytes from the start of the file.</param>
internal readonly record struct VersionRequest(string Library, string Version, int Index, int FlagsOffset);
