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
    private const string Study = "--study";
    private const string Folder = "--folder";
    private const string Data = "--data";
    private const string KeepsWeights = "--keep-weights";

    public static Command Create()
    {
        Option<string> study = CommonOptions.File(Study, "The study.");
        Option<string> folder = CommonOptions.File(Folder, "The study's folder.");
        Option<string?> data = CommonOptions.OptionalFolder(Data, "The folder of Fashion-MNIST's files.");
        Option<bool> keepsWeights = new(KeepsWeights) { Description = "Keep trained weights." };
        study.Required = true;
        folder.Required = true;
        Command command = new(Name, "Make the runs whose numbers standard input names.") { study, folder, data, keepsWeights };
        command.Hidden = true;
        command.SetAction((parse, cancellationToken) =>
        {
            StudySource source = StudySource.Read(parse.GetRequiredValue(study), parse.GetValue(data));
            StudyFolder studyFolder = new(parse.GetRequiredValue(folder));

            // The file may have changed since the program that asks for runs has read it.
            studyFolder.Keep(source.Plan);
            StudyRunner runner = new(
                source.Plan,
                studyFolder,
                settings => InstalledEngines.Create(settings.Engine, settings.Threads),
                source.DataOf,
                TimeProvider.System)
            {
                KeepsWeights = parse.GetValue(keepsWeights),
            };
            return ServeAsync(runner, source.Plan, cancellationToken);
        });
        return command;
    }

    /// <summary>The command line of a worker, behind the program's name.</summary>
    public static IReadOnlyList<string> Arguments(string study, StudyFolder folder, string? dataFolder, bool keepsWeights) =>
    [
        "study", Name, Study, study, Folder, folder.Root,
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
