namespace FashionRef.Files;

/// <summary>
/// Whether a thread may be blocked at a pipe: a blocked thread notices no request to stop, so the program must end without it.
/// </summary>
public static class PipeWait
{
    private static int _waiting;

    /// <summary>Whether some thread opens, reads or writes a file that may be a pipe.</summary>
    public static bool IsOn => Volatile.Read(ref _waiting) > 0;

    /// <summary>Does work that may block at a pipe.</summary>
    public static T Of<T>(Func<T> work)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return work();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
