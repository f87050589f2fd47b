namespace FashionRef.Benchmarks;

/// <summary>The checkout that this was built in.</summary>
internal static class Repository
{
    /// <summary>The folder of all output.</summary>
    public static string Artifacts { get; } = Path.Combine(Root(), "artifacts");

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FashionRef.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new FashionRefException(
            FaultKind.BadRequest, $"'{AppContext.BaseDirectory}' is not inside a checkout. Run it there: dotnet run -c Release --project tests/FashionRef.Benchmarks.");
    }
}
