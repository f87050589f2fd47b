namespace FashionRef.Speed;

/// <summary>
/// Lets workers work in turns, so that what disturbs a shared machine disturbs all of them alike: in each round every form does one
/// block, and each round begins with the form that was second in the round before.
/// </summary>
/// <param name="rounds">How many rounds count, at least 1.</param>
/// <param name="steps">Training steps a block, at least 1.</param>
internal sealed class SpeedRounds(int rounds, int steps)
{
    // Until then the runtime has compiled all loops for good: it does so twice, in the background, 100 ms after it has grown quiet.
    private const double WarmUpMilliseconds = 1500;

    // A training step and its evaluation, in case the machine is so slow that one block takes as long.
    private const int LeastWarmUpBlocks = 2;

    /// <summary>Warms the workers up, one after the other, and measures.</summary>
    /// <param name="workers">One for each form.</param>
    /// <param name="show">Is told which round begins, from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>In the workers' order.</returns>
    /// <exception cref="FashionRefException">A worker cannot go on.</exception>
    public async Task<IReadOnlyList<FormTimes>> RunAsync(IReadOnlyList<ISpeedWorker> workers, Action<int> show, CancellationToken cancellationToken)
    {
        WorkRequest request = new(steps);
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
                [.. given.Select(answer => new RoundTimes(answer.StepMilliseconds, answer.EvaluationMilliseconds))],
                given[^1].PeakMemoryBytes)),
        ];
    }

    private static async Task WarmUpAsync(ISpeedWorker worker, WorkRequest request, CancellationToken cancellationToken)
    {
        double spent = 0;
        for (int block = 0; block < LeastWarmUpBlocks || spent < WarmUpMilliseconds; block++)
        {
            WorkAnswer answer = await worker.AskAsync(request, cancellationToken).ConfigureAwait(false);
            spent += (answer.StepMilliseconds * request.Steps) + answer.EvaluationMilliseconds;
        }
    }
}
