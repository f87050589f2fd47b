namespace FashionRef.Build.Files;

/// <summary>
/// The standard input of the build. Who starts a build may hold the other end of it open and write nothing: it ends when they say
/// that the build is to stop, and also when they are gone, however that came about.
/// </summary>
internal static class BuildInput
{
    private static readonly Lazy<System.Threading.Tasks.Task> LazyEnd = new(() => System.Threading.Tasks.Task.Run(() =>
    {
        using Stream input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
    }));

    /// <summary>Done when it has ended.</summary>
    public static System.Threading.Tasks.Task End => LazyEnd.Value;
}
