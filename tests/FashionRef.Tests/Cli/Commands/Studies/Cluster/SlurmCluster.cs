using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

/// <summary>A real Slurm of one node, this machine: its daemons run as the user of the tests, with files and ports of their own.</summary>
internal sealed class SlurmCluster : IDisposable
{
    /// <summary>Small, so that a study has more shares than an array may have tasks.</summary>
    public const int MaxArraySize = 5;

    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo"];
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);

    private readonly TemporaryFolder _folder = new();
    private readonly List<TestProcess> _daemons = [];

    private SlurmCluster()
    {
        foreach (string name in new[] { "state", "spool", "log" })
        {
            Directory.CreateDirectory(_folder[name]);
        }

        File.WriteAllBytes(_folder["key"], RandomNumberGenerator.GetBytes(128));
        if (!OperatingSystem.IsWindows())
        {
            // munge refuses a key that others can read, and a socket that they cannot reach.
            File.SetUnixFileMode(_folder["key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(_folder.Path, (UnixFileMode)System.Convert.ToInt32("755", 8));
        }

        File.WriteAllText(_folder["slurm.conf"], $"""
            ClusterName=tests
            SlurmctldHost=localhost
            AuthType=auth/munge
            AuthInfo=socket={_folder["socket"]}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            StateSaveLocation={_folder["state"]}
            SlurmdSpoolDir={_folder["spool"]}
            SlurmctldPidFile={_folder["slurmctld.pid"]}
            SlurmdPidFile={_folder["slurmd.pid"]}
            SlurmctldLogFile={_folder["log/slurmctld"]}
            SlurmdLogFile={_folder["log/slurmd"]}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            ReturnToService=2
            MpiDefault=none
            JobAcctGatherType=jobacct_gather/none
            MaxArraySize={MaxArraySize}
            SchedulerParameters=sched_interval=1
            NodeName=localhost CPUs={Environment.ProcessorCount} RealMemory=4000 State=UNKNOWN
            PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """);
    }

    /// <summary>Starts it and waits until its node takes jobs; the test is skipped where it is not installed.</summary>
    public static async Task<SlurmCluster> StartAsync()
    {
        if (Programs.FirstOrDefault(program => !IsInstalled(program)) is { } missing)
        {
            Assert.Ignore($"Slurm is not on this machine: there is no {missing}. On Debian and Ubuntu: apt-get install slurm-wlm munge.");
        }

        SlurmCluster cluster = new();
        try
        {
            cluster.StartDaemon("munged", "--foreground", $"--key-file={cluster._folder["key"]}", $"--socket={cluster._folder["socket"]}", $"--pid-file={cluster._folder["munged.pid"]}", $"--log-file={cluster._folder["log/munged"]}", $"--seed-file={cluster._folder["seed"]}");
            await cluster.WaitAsync(() => Task.FromResult(File.Exists(cluster._folder["socket"])), "munged makes no socket");
            cluster.StartDaemon("slurmctld", "-D");
            cluster.StartDaemon("slurmd", "-D", "-N", "localhost");
            await cluster.WaitAsync(async () => (await cluster.TryAsync("sinfo", "--noheader", "--format=%T")).Output == "idle\n", "the node does not become idle");
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command that speaks to it, which must succeed.</summary>
    /// <returns>Its output.</returns>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProgramEnd end = await TryAsync(program, arguments);
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), Logs());
        return end.Output;
    }

    /// <summary>Waits, as long as a test may take.</summary>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="otherwise">What to say when it does not come.</param>
    public async Task WaitAsync(Func<Task<bool>> isSo, string otherwise)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TestProcess.Limit), $"{otherwise}\n{Logs()}");
            await Task.Delay(Look);
        }
    }

    public void Dispose()
    {
        foreach (TestProcess daemon in Enumerable.Reverse(_daemons))
        {
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    private void StartDaemon(string program, params string[] arguments) => _daemons.Add(TestProcess.Start(Of(program, arguments)));

    private Task<ProgramEnd> TryAsync(string program, params string[] arguments) => TestProcess.RunAsync(Of(program, arguments));

    private ProcessStartInfo Of(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments);
        start.Environment["SLURM_CONF"] = _folder["slurm.conf"];
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin";
        return start;
    }

    private string Logs() => string.Concat(Directory.GetFiles(_folder["log"]).Select(file => $"{Path.GetFileName(file)}:\n{File.ReadAllText(file)}"));

    private static bool IsInstalled(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
