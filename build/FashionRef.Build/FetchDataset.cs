using FashionRef.Build.Program;

namespace FashionRef.Build;

/// <summary>Fetches and verifies Fashion-MNIST, by the program's own <c>fetch</c>.</summary>
public sealed class FetchDataset : ProgramTask
{
    /// <summary>A folder with the files, to look in first; or empty.</summary>
    public string Data { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => Run("fetch", Data.Length > 0 ? ["--data", Data] : []);
}
