using System.Diagnostics;
using System.Text;

namespace FashionRef.Tests.Support;

/// <summary>
/// A process that a test starts, and the only way to start one: with its children it is killed when it takes longer than its limit,
/// and when the test ends.
/// </summary>
internal sealed class TestProcess : IDisposable
{
    /// <summary>Longer than whatever a test starts takes on a slow and busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Killed, it is gone at once, but for what the system has to clean up.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly CancellationTokenSource _timeout;
    private readonly TimeSpan _limit;
    private readonly Task<string> _error;

    private TestProcess(Process process, TimeSpan limit)
    {
        _process = process;
        _limit = limit;
        _timeout = new CancellationTokenSource(limit);
        _error = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has computed so far; not to be asked of one that has ended.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it, both of its outputs read by the test.</summary>
    /// <param name="start">The program, its arguments and its environment.</param>
    /// <param name="limit">After it the process is killed and the test fails; <see cref="Limit"/> by default.</param>
    public static TestProcess Start(ProcessStartInfo start, TimeSpan? limit = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        return new TestProcess(Process.Start(start)!, limit ?? Limit);
    }

    /// <summary>Starts it, waits for its end and returns what it left.</summary>
    /// <inheritdoc cref="Start"/>
    public static async Task<ProgramEnd> RunAsync(ProcessStartInfo start, TimeSpan? limit = null)
    {
        using TestProcess process = Start(start, limit);
        return await process.EndAsync();
    }

    /// <summary>
    /// The program so that Ctrl-C reaches it. A shell lets its background jobs ignore Ctrl-C, and whatever they start inherits that:
    /// of <c>dotnet test &amp;</c> in a script the tests as well. Nothing but coreutils' <c>env</c> gives it back.
    /// </summary>
    /// <param name="program">The program with its arguments.</param>
    public static ProcessStartInfo HearingCtrlC(params IEnumerable<string> program) => new("env", ["--default-signal=INT", .. program]);

    /// <summary>Sends a signal, for example <c>-INT</c>, which is Ctrl-C.</summary>
    public static async Task SignalAsync(string signal, params IEnumerable<int> processes)
    {
        ProgramEnd end = await RunAsync(new ProcessStartInfo("kill", [signal, .. processes.Select(id => $"{id}")]));
        Assert.That(end.ExitCode, Is.Zero, end.Error);
    }

    /// <summary>The next line of its output, null at the end.</summary>
    public Task<string?> ReadLineAsync() => WithinLimitAsync(_process.StandardOutput.ReadLineAsync());

    /// <summary>What it writes next to its output, empty at the end.</summary>
    public async Task<string> ReadAsync()
    {
        char[] buffer = new char[1000];
        return new string(buffer, 0, await WithinLimitAsync(_process.StandardOutput.ReadAsync(buffer, 0, buffer.Length)));
    }

    /// <summary>Waits for its end, and returns what it left, without the lines that were read before.</summary>
    public async Task<ProgramEnd> EndAsync()
    {
        string output = await WithinLimitAsync(_process.StandardOutput.ReadToEndAsync());
        string error = await WithinLimitAsync(_error);
        await WithinLimitAsync(WaitForExitAsync());
        return new ProgramEnd(_process.ExitCode, WithLf(output), WithLf(error));
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Kills it with its children, and returns when all are gone: the next line of a test may remove the folder they write to.</summary>
    public void Dispose()
    {
        IReadOnlySet<int> children = ProcessTree.ChildrenOf(_process.Id);
        Kill();
        _process.WaitForExit(EndPatience);
        SpinWait.SpinUntil(() => !children.Any(ProcessTree.IsAlive), EndPatience);
        _process.Dispose();
        _timeout.Dispose();
    }

    // A lone CR is no line's end: it is how progress is drawn.
    private static string WithLf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private async Task<bool> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        return true;
    }

    private async Task<T> WithinLimitAsync<T>(Task<T> task)
    {
        try
        {
            return await task.WaitAsync(_timeout.Token);
        }
        catch (OperationCanceledException)
        {
            string command = $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}";
            Kill();
            throw new AssertionException($"'{command}' took longer than {_limit}, and was killed. It wrote to standard error: {await _error}");
        }
    }
}
