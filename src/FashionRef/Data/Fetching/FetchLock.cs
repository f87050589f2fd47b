using FashionRef.Files;

namespace FashionRef.Data.Fetching;

/// <summary>Lets one fetch at a time write to a cache, in this process and in others: the next waits.</summary>
internal static class FetchLock
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the lock.</summary>
    /// <param name="folder">The cache; made when it is missing.</param>
    /// <param name="timeout">How long to wait for another owner.</param>
    /// <param name="waiting">Called once, when there is another owner.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The lock; disposing frees it.</returns>
    /// <exception cref="FashionRefException">Another owner holds it too long, or the folder cannot be written (machine cannot).</exception>
    public static async Task<IDisposable> AcquireAsync(
        string folder, TimeSpan timeout, Action waiting, CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        bool told = false;
        while (true)
        {
            if (FolderLock.TryAcquire(folder, out string owner) is { } acquired)
            {
                return acquired;
            }

            if (TimeProvider.System.GetElapsedTime(start) > timeout)
            {
                throw new FashionRefException(
                    FaultKind.MachineCannot,
                    $"Another fetch has held '{Path.Combine(folder, FolderLock.FileName)}' for {timeout.TotalSeconds:N0} s, by {owner}. "
                    + "A fetch must end before the next begins. End the other process, or, if no fetch runs there any more, delete that file.")
                {
                    Remedy = Remedy.OtherFolder,
                };
            }

            if (!told)
            {
                waiting();
                told = true;
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }
}
