using System.CommandLine;
using System.Threading.Channels;
using FashionRef.Cli.Options;
using FashionRef.Cli.Workers;
using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary><c>study worker</c>: the process that <c>study run</c> starts to make runs. Internal, so hidden from the help.</summary>
internal static class StudyWorkerCommand
{
    private const string Name = "worker";
    private const string Folder = "--folder";
    private const string Root = "--root";
    private const string Data = "--data";
    private const string KeepsWeights = "--keep-weights";

    public static Command Create()
    {
        Option<string> folder = CommonOptions.File(Folder, "The study's folder, with its plan.");
        Option<string> root = CommonOptions.File(Root, "The folder that the study's data folders are relative to.");
        Option<string?> data = CommonOptions.OptionalFolder(Data, "The folder of Fashion-MNIST's files.");
        Option<bool> keepsWeights = new(KeepsWeights) { Description = "Keep trained weights." };
        folder.Required = true;
        root.Required = true;
        Command command = new(Name, "Make the runs whose numbers standard input names.") { folder, root, data, keepsWeights };
        command.Hidden = true;
        command.SetAction((parse, cancellationToken) =>
        {
            // The plan in the folder, not the study's file: that may have changed since the program that asks for runs has read it.
            StudyFolder studyFolder = new(parse.GetRequiredValue(folder));
            StudyPlan plan = studyFolder.Read();
            StudyDatasets datasets = new(parse.GetRequiredValue(root), parse.GetValue(data));
            StudyRunner runner = new(
                plan,
                studyFolder,
                settings => InstalledEngines.Create(settings.Engine, settings.Threads),
                run => datasets.Of(plan, run),
                TimeProvider.System)
            {
                KeepsWeights = parse.GetValue(keepsWeights),
            };
            return ServeAsync(runner, plan, cancellationToken);
        });
        return command;
    }

    /// <summary>The command line of a worker, behind the program's name.</summary>
    /// <param name="folder">The study's folder, which has its plan.</param>
    /// <param name="root">The folder that the study's data folders are relative to.</param>
    /// <param name="dataFolder">The folder of Fashion-MNIST's files; null where no run takes them.</param>
    /// <param name="keepsWeights">Whether trained weights are kept.</param>
    public static IReadOnlyList<string> Arguments(StudyFolder folder, string root, string? dataFolder, bool keepsWeights) =>
    [
        "study", Name, Folder, folder.Root, Root, root,
        .. dataFolder is null ? [] : new[] { Data, dataFolder },
        .. keepsWeights ? [KeepsWeights] : Array.Empty<string>(),
    ];

    // The end of the input stops a run: then whoever wants it is gone.
    private static async Task<int> ServeAsync(StudyRunner runner, StudyPlan plan, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<string> requests = Channel.CreateUnbounded<string>();
        _ = Task.Run(() => Hear(requests.Writer, stop), CancellationToken.None);
        await foreach (string line in requests.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
        {
            StudyRequest request = MessageLine.Parse<StudyRequest>(line) is { } asked && asked.Number >= 0 && asked.Number < plan.Runs.Count
                ? asked
                : throw new FashionRefException(FaultKind.BadRequest, $"'{line}' is not a request for a run. 'study worker' is internal: run 'study run' itself.");
            StudyOutcome outcome = runner.Execute(plan.Runs[request.Number], stop.Token);
            Console.Out.WriteLine(MessageLine.Format(outcome));
            Console.Out.Flush();
        }

        return (int)ExitCode.Done;
    }

    private static void Hear(ChannelWriter<string> requests, CancellationTokenSource stop)
    {
        try
        {
            while (Console.In.ReadLine() is { } line)
            {
                requests.TryWrite(line);
            }

            requests.Complete();
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The program has ended meanwhile.
        }
    }
}

/// <summary>A request for a run.</summary>
/// <param name="Number">Its number.</param>
internal sealed record StudyRequest(int Number);
