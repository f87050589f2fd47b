using FashionRef.Data.Fetching;
using Spectre.Console;

namespace FashionRef.Cli.Output;

/// <summary>
/// Shows a fetch: at a terminal one bar per download with bytes, speed and time left, elsewhere one line per file,
/// and in both one line per skipped source, once a source serves: if none does, the error lists them.
/// </summary>
internal sealed class DownloadProgressBar : IFetchObserver
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext? _bars;
    private readonly Dictionary<(string Source, string Item), ProgressTask> _tasks = [];
    private readonly List<SkippedSource> _untold = [];
    private ProgressTask? _asking;

    private DownloadProgressBar(IAnsiConsole console, ProgressContext? bars)
    {
        _console = console;
        _bars = bars;
    }

    /// <summary>Runs a fetch and shows it meanwhile.</summary>
    /// <typeparam name="T">What the fetch returns.</typeparam>
    /// <param name="console">Where to show it.</param>
    /// <param name="downloads">Whether bars are expected; without any, the display would be blank lines.</param>
    /// <param name="fetch">Runs the fetch with the observer it is given.</param>
    /// <returns>What the fetch returns.</returns>
    public static async Task<T> ShowAsync<T>(IAnsiConsole console, bool downloads, Func<IFetchObserver, Task<T>> fetch)
    {
        if (!downloads || !Terminal.IsInteractive(console))
        {
            return await FetchAsync(bars: null).ConfigureAwait(false);
        }

        return await console.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new DownloadOnlyColumn(new PercentageColumn()),
                new DownloadOnlyColumn(new DownloadedColumn()),
                new DownloadOnlyColumn(new TransferSpeedColumn()),
                new DownloadOnlyColumn(new RemainingTimeColumn()))
            .StartAsync(FetchAsync).ConfigureAwait(false);

        async Task<T> FetchAsync(ProgressContext? bars)
        {
            DownloadProgressBar observer = new(console, bars);
            try
            {
                T result = await fetch(observer).ConfigureAwait(false);
                observer.TellSkipped();
                return result;
            }
            finally
            {
                observer.EndAsking();
            }
        }
    }

    /// <summary>Writes a line as it is: brackets mean nothing, and only a terminal wraps it.</summary>
    public static void WriteLine(IAnsiConsole console, string line)
    {
        if (Terminal.IsInteractive(console))
        {
            console.WriteLine(OutsideText.Line(line));
        }
        else
        {
            Terminal.Lines(console).WriteLine(OutsideText.Line(line));
        }
    }

    public void Waiting(string cacheFolder) => WriteLine(_console, $"Another fetch works on '{cacheFolder}': waiting for it to end.");

    public void Asking(string source)
    {
        EndAsking();
        _asking = _bars?.AddTask($"Asking {Markup.Escape(OutsideText.Line(source))}").IsIndeterminate();
    }

    public void Downloading(DownloadProgress progress)
    {
        if (_bars is null)
        {
            return;
        }

        EndAsking();

        if (!_tasks.TryGetValue((progress.Source, progress.Item), out ProgressTask? task))
        {
            // Bytes that were on disk before do not count for the speed.
            task = _bars.AddTask(Markup.Escape(OutsideText.Line(progress.Item)), autoStart: false, progress.Total);
            task.Value = progress.Received;
            task.StartTask();
            _tasks.Add((progress.Source, progress.Item), task);
        }

        task.MaxValue = progress.Total;
        task.Value = progress.Received;
    }

    public void Served(ServedFile file)
    {
        TellSkipped();
        if (_bars is null)
        {
            WriteLine(_console, $"{file.Name}: verified, from {file.Source}");
        }
    }

    public void Skipped(SkippedSource source)
    {
        foreach (((string owner, string item), ProgressTask task) in _tasks)
        {
            if (owner == source.Source && !task.IsFinished)
            {
                task.Description = $"{Markup.Escape(OutsideText.Line(item))} (given up)";
                task.StopTask();
            }
        }

        _untold.Add(source);
    }

    private void TellSkipped()
    {
        foreach (SkippedSource source in _untold)
        {
            WriteLine(_console, $"Skipped {source.Source}: {source.Reason}");
        }

        _untold.Clear();
    }

    private void EndAsking()
    {
        if (_asking is not null)
        {
            _bars!.RemoveTask(_asking);
            _asking = null;
        }
    }
}
