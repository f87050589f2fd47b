using FashionRef.Data;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether training was given what its seed demands: the images, labels, order and batches of every epoch, by their hashes.</summary>
/// <param name="images">Fashion-MNIST's training images; null where they are not at hand.</param>
internal sealed class FeedCheck(ImageSet? images)
{
    /// <summary>The checks of one run or of several: a failure for each that was given something else.</summary>
    /// <param name="runs">Runs whose records and histories are right.</param>
    public IReadOnlyList<GateCheck> Of(IReadOnlyList<GateRun> runs)
    {
        GateRun[] silent = [.. runs.Where(run => !run.TellsFeed)];
        GateRun[] reporting = [.. runs.Except(silent)];
        GateCheck[] failures = images is null || reporting.Length == 0 ? [] : Failures(reporting, images);
        return failures.Length > 0 ? failures
            :
            [
                .. reporting.Length == 0 ? (GateCheck[])[] : [Right(reporting)],
                .. silent.Length == 0 ? (GateCheck[])[] : [CheckSubject.Of(CheckKind.Feed, silent).NotNeeded("not reported", "What training was given is not in the record: wrong images or labels would show by their effect only.")],
            ];
    }

    private GateCheck Right(GateRun[] reporting)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.Feed, reporting);
        return images is null
            ? subject.NotNeeded("not looked at", "The data set is not at hand.")
            : subject.Passed(ShortHash.Of(reporting[0].Record.History[0].Feed), "the seed's images, labels, order, batches");
    }

    private static GateCheck[] Failures(GateRun[] runs, ImageSet train) => [.. runs.Select(run => Failure(run, train)).OfType<GateCheck>()];

    private static GateCheck? Failure(GateRun run, ImageSet train)
    {
        RunRecord record = run.Record;
        FieldFault[] faults =
        [
            .. from epoch in record.History
               let right = FeedHash.Of(train, record.Settings, epoch.Epoch)
               where epoch.Feed != right
               select new FieldFault(Invariant($"history[{epoch.Epoch - 1}].feed"), epoch.Feed ?? "missing", right),
        ];
        if (faults.Length > 0)
        {
            faults[0] = faults[0] with { Causes = Causes(train, record) };
        }

        return faults.Length == 0 ? null : CheckSubject.Of(CheckKind.Feed, run).Failed($"In '{run.RecordFile}'", faults);
    }

    // The mistakes that a loader really makes are few, and each has hashes of its own. Of an epoch that a mistake leaves right nothing is known.
    private static string[] Causes(ImageSet train, RunRecord record)
    {
        RunSettings settings = record.Settings;
        int whole = train.Count / settings.BatchSize * settings.BatchSize;
        (string Cause, Func<int, string> Hash, int First)[] mistakes =
        [
            ("the same shuffle every epoch", epoch => FeedHash.Of(train, settings with { Shuffle = Shuffle.Repeated }, epoch), 1),
            ("the last, smaller batch dropped", epoch => FeedHash.Of(train, EpochShuffle.Order(train.Count, settings.Seed, settings.Shuffle, epoch).AsSpan(0, whole), settings.BatchSize), 1),
            ("no shuffle", _ => FeedHash.Of(train, [.. Enumerable.Range(0, train.Count)], settings.BatchSize), 1),
            ("epochs counted from 0: the first has number 1", epoch => FeedHash.Of(train, settings, epoch - 1), 2),
        ];
        EpochMetrics[] told = [.. record.History.Where(epoch => epoch.Feed is not null)];
        string[] found = [.. mistakes.Where(mistake => told.Length > mistake.First && told.Where(epoch => epoch.Epoch >= mistake.First).All(epoch => epoch.Feed == mistake.Hash(epoch.Epoch))).Select(mistake => mistake.Cause)];
        return found.Length > 0 || told.Length < record.History.Count ? found
            : ["an image, a label or the order is another, or the images were added scaled: they are 784 bytes from 0 to 255"];
    }
}
