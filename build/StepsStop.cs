#nullable enable

using System.Diagnostics;
using System.Runtime.InteropServices;

/// <summary>
/// Whether this process must stop: at Ctrl-C, SIGTERM, a closing terminal, or when its starter is gone. Its child processes are
/// told to stop, and are waited for.
/// </summary>
internal static class StepsStop
{
    private static readonly CancellationTokenSource Source = new();

    // A signal is handled as long as its registration is held.
    private static readonly List<PosixSignalRegistration> Heard = [];

    /// <summary>Cancelled when it must stop.</summary>
    public static CancellationToken Token => Source.Token;

    /// <summary>Starts to listen; from then on no signal ends the process directly.</summary>
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

    // `dotnet cake` and `dotnet run` start this process and wait for it: if they are gone, they were killed.
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
