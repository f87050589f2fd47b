namespace FashionRef.Build.Files;

/// <summary>
/// The standard input of the build. A caller may hold its other end open without writing: it ends when the caller closes it to stop
/// the build, or when the caller is gone for any reason.
/// </summary>
internal static class BuildInput
{
    private static readonly Lazy<System.Threading.Tasks.Task> LazyEnd = new(() => System.Threading.Tasks.Task.Run(() =>
    {
        using Stream input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
    }));

    /// <summary>Completes when it has ended.</summary>
    public static System.Threading.Tasks.Task End => LazyEnd.Value;
}
