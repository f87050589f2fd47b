using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Tests.Cli.Speed;

/// <summary>A worker that does nothing: it notes that it was asked, and answers from a list; when that ends, with its last answer.</summary>
internal sealed class ScriptedWorker(SpeedForm form, List<SpeedForm> asked, params WorkAnswer[] answers) : ISpeedWorker
{
    private int _next;

    public SpeedForm Form => form;

    public WorkerGreeting Greeting { get; } = new(new SortedDictionary<string, string> { ["Scripted"] = "1" }, "8 bits");

    public List<WorkRequest> Requests { get; } = [];

    public Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        asked.Add(form);
        Requests.Add(request);
        return Task.FromResult(answers[Math.Min(_next++, answers.Length - 1)]);
    }

    public void Dispose()
    {
    }
}
