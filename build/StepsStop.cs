#nullable enable

using System.Diagnostics;
using System.Runtime.InteropServices;

/// <summary>
/// Whether this process is to stop. What it has started is told so, and is waited for: by Ctrl-C, by SIGTERM, by a terminal that
/// closes, and when whoever started it is gone.
/// </summary>
internal static class StepsStop
{
    private static readonly CancellationTokenSource Source = new();

    // A signal is heard as long as its registration is held.
    private static readonly List<PosixSignalRegistration> Heard = [];

    /// <summary>Cancelled when it is to stop.</summary>
    public static CancellationToken Token => Source.Token;

    /// <summary>Begins to listen; from then on no signal ends the process by itself.</summary>
    public static void Listen()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            Heard.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Source.Cancel();
            }));
        }

        StopWithTheCaller();
    }

    // `dotnet cake` and `dotnet run` start a process of its own, which they wait for: when they are gone, they were killed.
    private static void StopWithTheCaller()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var caller = ParentProcess();
        if (Process.GetProcesses().Any(process => process.Id == caller && process.ProcessName == "dotnet"))
        {
            new Thread(() =>
            {
                while (ParentProcess() == caller)
                {
                    Thread.Sleep(TimeSpan.FromSeconds(0.5));
                }

                Source.Cancel();
            })
            { IsBackground = true }.Start();
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentProcess();
}
