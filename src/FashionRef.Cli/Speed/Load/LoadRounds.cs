using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Cli.Speed.Load;

/// <summary>
/// Measures one thread and several in turns, with neighbours at rest and busy. Several threads may adapt to their neighbours before
/// they are timed.
/// </summary>
/// <param name="rounds">How many rounds count, at least 1.</param>
/// <param name="steps">Training steps a block, at least 1.</param>
internal sealed class LoadRounds(int rounds, int steps)
{
    /// <summary>Warms the workers up and measures.</summary>
    /// <param name="one">Has one thread.</param>
    /// <param name="several">Has all.</param>
    /// <param name="neighbours">At rest.</param>
    /// <param name="show">Called as each round begins, with its number from 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FashionRefException">A worker or a neighbour cannot go on.</exception>
    public async Task<IReadOnlyList<LoadRound>> RunAsync(
        ISpeedWorker one, ISpeedWorker several, INeighbours neighbours, Action<int> show, CancellationToken cancellationToken)
    {
        await SpeedRounds.WarmUpAsync(one, new WorkRequest(steps, Busy: false), cancellationToken).ConfigureAwait(false);
        List<LoadRound> all = [];
        for (int round = 0; round < rounds; round++)
        {
            show(round + 1);

            // Rounds alternate which of each pair goes first.
            bool severalFirst = round % 2 == 1;
            bool busyFirst = round / 2 % 2 == 1;
            (RoundTimes One, RoundTimes Several) first = await BothAsync(busyFirst).ConfigureAwait(false);
            (RoundTimes One, RoundTimes Several) second = await BothAsync(!busyFirst).ConfigureAwait(false);
            (RoundTimes One, RoundTimes Several) quiet = busyFirst ? second : first;
            (RoundTimes One, RoundTimes Several) busy = busyFirst ? first : second;
            all.Add(new LoadRound(quiet.One, quiet.Several, busy.One, busy.Several));

            async Task<(RoundTimes One, RoundTimes Several)> BothAsync(bool isBusy)
            {
                WorkRequest block = new(steps, isBusy);
                await neighbours.TurnAsync(isBusy, cancellationToken).ConfigureAwait(false);
                await SpeedRounds.WarmUpAsync(several, block, cancellationToken).ConfigureAwait(false);
                RoundTimes before = await AskAsync(severalFirst ? several : one).ConfigureAwait(false);
                RoundTimes after = await AskAsync(severalFirst ? one : several).ConfigureAwait(false);
                await neighbours.TurnAsync(busy: false, cancellationToken).ConfigureAwait(false);
                return severalFirst ? (after, before) : (before, after);

                async Task<RoundTimes> AskAsync(ISpeedWorker worker) =>
                    (await worker.AskAsync(block, cancellationToken).ConfigureAwait(false)).Times;
            }
        }

        return all;
    }
}
