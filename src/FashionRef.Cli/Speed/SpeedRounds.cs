using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Cli.Speed;

/// <summary>
/// Runs workers in turns, so that disturbances of a shared machine affect all of them alike: in each round every form does one
/// block, and each round begins with the form that was second in the round before.
/// </summary>
/// <param name="rounds">How many rounds count, at least 1.</param>
/// <param name="steps">Training steps a block, at least 1.</param>
internal sealed class SpeedRounds(int rounds, int steps)
{
    // Tiered compilation recompiles a method after 30 calls to profile it, and after 30 more to optimize it: a method called once a
    // step needs that many steps.
    private const int WarmUpSteps = 64;

    // It compiles in the background, once no new method was compiled for 100 ms.
    private const double WarmUpMilliseconds = 1500;

    /// <summary>Warms the workers up, one after the other, and measures.</summary>
    /// <param name="workers">One for each form.</param>
    /// <param name="show">Called as each round begins, with its number from 1.</param>
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

    /// <summary>Runs a worker until the runtime has optimized everything and work stealing has adapted.</summary>
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
