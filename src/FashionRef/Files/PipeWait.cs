namespace FashionRef.Files;

/// <summary>
/// Tells whether the program waits for another one at a pipe: who waits there hears of no request to stop, so the program must be ended
/// without it.
/// </summary>
public static class PipeWait
{
    private static int _waiting;

    /// <summary>Whether some thread opens, reads or writes what may be a pipe.</summary>
    public static bool IsOn => Volatile.Read(ref _waiting) > 0;

    /// <summary>Does what may wait.</summary>
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
