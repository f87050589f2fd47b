namespace FashionRef.Cli;

/// <summary>Writes failures to standard error and chooses the exit code.</summary>
internal static class Failure
{
    /// <summary>Whether to print stack traces.</summary>
    public static bool IsVerbose { get; set; }

    /// <summary>Writes a failure on one line, then its details and, with --verbose, its stack trace.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>The failure's exit code; for an unexpected exception <see cref="ExitCode.MachineCannot"/>.</returns>
    public static ExitCode Report(Exception? exception)
    {
        FashionRefException failure = Of(exception);
        foreach (string line in new[] { $"error: {failure.Message}" }.Concat(failure.Details).Concat(IsVerbose ? Origin(exception as FashionRefException ?? failure) : []))
        {
            Console.Error.WriteLine(line);
        }

        return ExitCodes.Of(failure.Kind);
    }

    /// <summary>
    /// The failure for an exception: the library's message with this program's remedy, or a message for an unexpected exception.
    /// </summary>
    public static FashionRefException Of(Exception? exception) => exception is FashionRefException failure ? Advised(failure) : Unforeseen(exception);

    /// <summary>Reports that standard output lost text: then the program has not done all that it was asked for.</summary>
    /// <param name="exitCode">The exit code without that loss.</param>
    /// <param name="loss">Why, in a sentence; null when nothing is lost.</param>
    public static ExitCode ReportLostOutput(ExitCode exitCode, string? loss)
    {
        if (loss is null || exitCode is not (ExitCode.Done or ExitCode.CheckFailed))
        {
            return exitCode;
        }

        // A failed check stays 1: 3 would be read as a fault of the machine and hide that of the run.
        ExitCode reported = Report(new FashionRefException(
            FaultKind.MachineCannot,
            $"Standard output cannot be written: {loss} The requested files were written all the same. Send it to a disk with free space, or to a reader that stays open."));
        return exitCode == ExitCode.Done ? reported : exitCode;
    }

    // After details, which have lines of their own, the remedy gets one as well.
    private static FashionRefException Advised(FashionRefException failure) => failure switch
    {
        { Remedy: Remedy.None } => failure,
        { Details: [] } => new(failure.Kind, $"{failure.Message} {Advice(failure.Remedy)}", failure.InnerException),
        _ => new(failure.Kind, failure.Message, failure.InnerException) { Details = [.. failure.Details, Advice(failure.Remedy)] },
    };

    private static string Advice(Remedy remedy) => remedy switch
    {
        Remedy.Train => "Train first, for example: dotnet cake --target=Train.",
        Remedy.TrainAnew => "Train again, for example: dotnet cake --target=Train --force.",
        Remedy.LeaveTheCheckpoint => "To train from the beginning, leave --resume out.",
        Remedy.SmallerLearningRate => "Try a smaller --learning-rate.",
        Remedy.SmallerLearningRateOfOptimizer => """Try a smaller one, in the file or as --optimizer '{"class_name": "Adam", "config": {"learning_rate": 0.001}}'.""",
        Remedy.OtherBits => "Take fewer --steps or another --seed.",
        Remedy.OtherFolder => "Or choose another folder with --artifacts.",
        Remedy.OtherEventFolder => "Or choose another folder with --tensorboard.",
        Remedy.NameTheData => "Connect to the internet, or name a folder that holds the four files (.gz or plain) with --data or FASHIONREF_DATA.",
        Remedy.NameTheExpectations => "Name the folder that has them with --expectations.",
        Remedy.NameTheWeights => "For predict and evaluate: --weights FILE. Or put both into one file: convert WEIGHTS model.keras --model MODEL.",
        Remedy.NameTheOptimizer => "For example: --optimizer Adam.",
        Remedy.NameTheStoredOptimizer => "Name it with --optimizer, or leave its state with --fresh-optimizer.",
        Remedy.LeaveTheOptimizersState => "To start with a fresh optimizer: --fresh-optimizer.",
        Remedy.NameTheLoss => "For example: --loss sparse_categorical_crossentropy.",
        Remedy.NameTheInput => "For example: --input 28,28,1.",
        Remedy.RaiseTheLimits => "If you trust the file, raise --max-memory or --max-operations.",
        _ => throw new ArgumentOutOfRangeException(nameof(remedy)),
    };

    private static FashionRefException Unforeseen(Exception? exception) => new(
        FaultKind.MachineCannot,
        exception switch
        {
            OutOfMemoryException => $"This machine has too little memory for it: {exception.Message}",
            IOException or UnauthorizedAccessException =>
                $"A file or a folder cannot be used: {exception.Message.TrimEnd('.')}. Check that it exists, that you may use it, and that its disk has free space; --verbose shows where it failed.",
            _ => $"Unexpected error: {exception?.GetType().Name}: {exception?.Message.TrimEnd('.')}. "
                + "Please report it with the output of --verbose.",
        },
        exception);

    private static IEnumerable<string> Origin(FashionRefException failure) =>
        $"{failure.StackTrace}{(failure.InnerException is { } cause ? $"\nCaused by {cause}" : "")}"
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(OutsideText.Line);
}
