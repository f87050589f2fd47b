using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Cli.Speed;

/// <summary>
/// Lets workers work in turns, so that what disturbs a shared machine disturbs all of them alike: in each round every form does one
/// block, and each round begins with the form that was second in the round before.
/// </summary>
/// <param name="rounds">How many rounds count, at least 1.</param>
/// <param name="steps">Training steps a block, at least 1.</param>
internal sealed class SpeedRounds(int rounds, int steps)
{
    // The runtime compiles what is called often for good after 30 calls, and once more after 30 others, when it has seen what they
    // do: so many steps it takes for what is called once a step.
    private const int WarmUpSteps = 64;

    // And it does so in the background, 100 ms after it has grown quiet.
    private const double WarmUpMilliseconds = 1500;

    /// <summary>Warms the workers up, one after the other, and measures.</summary>
    /// <param name="workers">One for each form.</param>
    /// <param name="show">Is told which round begins, from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In the workers' order.</returns>
    /// <exception cref="FashionRefException">A worker cannot go on.</exception>
    public async Task<IReadOnlyList<FormTimes>> RunAsync(IReadOnlyList<ISpeedWorker> workers, Action<int> show, CancellationToken cancellationToken)
    {
        WorkRequest request = new(steps, Busy: false);
        foreach (ISpeedWorker worker in workers)
        {
            await WarmUpAsync(worker, request, cancellationToken).ConfigureAwait(false);
        }

        List<WorkAnswer>[] answers = [.. workers.Select(_ => new List<WorkAnswer>())];
        for (int round = 0; round < rounds; round++)
        {
            show(round + 1);
            for (int turn = 0; turn < workers.Count; turn++)
            {
                int worker = (round + turn) % workers.Count;
                answers[worker].Add(await workers[worker].AskAsync(request, cancellationToken).ConfigureAwait(false));
            }
        }

        return
        [
            .. workers.Zip(answers, (worker, given) => new FormTimes(
                worker.Form,
                worker.Greeting,
                [.. given.Select(answer => answer.Times)],
                given[^1].PeakMemoryBytes)),
        ];
    }

    /// <summary>Lets a worker work until the runtime has compiled everything for good, and its threads know what help is worth.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="block">A block of the work that comes next.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WarmUpAsync(ISpeedWorker worker, WorkRequest block, CancellationToken cancellationToken)
    {
        double spent = await SpentAsync(worker, block with { Steps = WarmUpSteps }, cancellationToken).ConfigureAwait(false);
        while (spent < WarmUpMilliseconds)
        {
            spent += await SpentAsync(worker, block, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<double> SpentAsync(ISpeedWorker worker, WorkRequest request, CancellationToken cancellationToken)
    {
        WorkAnswer answer = await worker.AskAsync(request, cancellationToken).ConfigureAwait(false);
        return (answer.Times.StepMilliseconds * request.Steps) + answer.Times.EvaluationMilliseconds;
    }
}
