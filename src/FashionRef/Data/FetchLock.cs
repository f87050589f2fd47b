namespace FashionRef.Data;

/// <summary>
/// Lets one fetch at a time write to a cache, in this process and in others. The operating system holds the lock and
/// frees it when its owner dies; the empty file stays, because deleting it could part two owners who each hold "the" lock.
/// </summary>
internal static class FetchLock
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the lock.</summary>
    /// <param name="folder">The cache; made when it is missing.</param>
    /// <param name="timeout">How long to wait for another owner.</param>
    /// <param name="waiting">Called once, when there is another owner.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The lock; disposing frees it.</returns>
    /// <exception cref="FashionRefException">Another owner keeps it too long, or the folder cannot be written (exit code 3).</exception>
    public static async Task<IDisposable> AcquireAsync(
        string folder, TimeSpan timeout, Action waiting, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, ".lock");
        long start = TimeProvider.System.GetTimestamp();
        bool told = false;
        while (true)
        {
            if (TryAcquire(folder, path) is { } acquired)
            {
                return acquired;
            }

            if (TimeProvider.System.GetElapsedTime(start) > timeout)
            {
                throw new FashionRefException(
                    ExitCode.MachineCannot,
                    $"Another fetch has held '{path}' for {timeout.TotalSeconds:N0} s. A fetch must end before the next begins. "
                    + "End the other process, or choose another folder with --artifacts.");
            }

            if (!told)
            {
                waiting();
                told = true;
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream? TryAcquire(string folder, string path)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string cause = InputFile.FileAbove(path) is { } file ? $"'{file}' is a file, not a folder." : exception.Message;
            throw new FashionRefException(
                ExitCode.MachineCannot,
                $"The folder '{folder}' cannot be written: {cause} Choose another with --artifacts.",
                exception);
        }
    }

    // Windows: ERROR_SHARING_VIOLATION. Elsewhere: EWOULDBLOCK, 11 on Linux and 35 on macOS and the BSDs.
    private static bool IsHeldByAnother(IOException exception) =>
        OperatingSystem.IsWindows()
            ? exception.HResult == unchecked((int)0x80070020)
            : exception.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
