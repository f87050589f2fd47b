namespace FashionRef.Cli;

/// <summary>Tells at standard error what went wrong, and what the program ends with.</summary>
internal static class Failure
{
    /// <summary>Whether to tell where a failure came from.</summary>
    public static bool IsVerbose { get; set; }

    /// <summary>Tells a failure on one line; behind it its details and, where that is wanted, where it came from.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>A failure's own code; of what nobody has foreseen, that of a machine that cannot do it.</returns>
    public static ExitCode Tell(Exception? exception)
    {
        FashionRefException failure = Of(exception);
        foreach (string line in new[] { $"error: {failure.Message}" }.Concat(failure.Details).Concat(IsVerbose ? Origin(exception as FashionRefException ?? failure) : []))
        {
            Console.Error.WriteLine(line);
        }

        return ExitCodes.Of(failure.Kind);
    }

    /// <summary>The failure that an exception is: its own words with this program's options as its remedy, or those for what nobody has foreseen.</summary>
    public static FashionRefException Of(Exception? exception) => exception is FashionRefException failure ? Advised(failure) : Unforeseen(exception);

    /// <summary>Tells that standard output lost what it was given: then the program has not done all that it was asked for.</summary>
    /// <param name="exitCode">What the program ends with otherwise.</param>
    /// <param name="loss">Why, in a sentence; null when nothing is lost.</param>
    public static ExitCode TellLostOutput(ExitCode exitCode, string? loss)
    {
        if (loss is null || exitCode is not (ExitCode.Done or ExitCode.CheckFailed))
        {
            return exitCode;
        }

        // A check that says no stays one: who reads 3 puts the machine in order and forgets the run.
        ExitCode told = Tell(new FashionRefException(
            FaultKind.MachineCannot,
            $"Standard output cannot be written: {loss} Files that were asked for are written all the same. Let it go where there is room and somebody reads."));
        return exitCode == ExitCode.Done ? told : exitCode;
    }

    // Behind details, which are lines of their own, it has one as well.
    private static FashionRefException Advised(FashionRefException failure) => failure switch
    {
        { Remedy: Remedy.None } => failure,
        { Details: [] } => new(failure.Kind, $"{failure.Message} {Advice(failure.Remedy)}", failure.InnerException),
        _ => new(failure.Kind, failure.Message, failure.InnerException) { Details = [.. failure.Details, Advice(failure.Remedy)] },
    };

    private static string Advice(Remedy remedy) => remedy switch
    {
        Remedy.Train => "Train first, for example: dotnet cake --target=Train.",
        Remedy.TrainAnew => "Train anew, for example: dotnet cake --target=Train --force.",
        Remedy.LeaveTheCheckpoint => "To train from the beginning, leave --resume out.",
        Remedy.SmallerLearningRate => "Try a smaller --learning-rate.",
        Remedy.OtherBits => "Take fewer --steps or another --seed.",
        Remedy.OtherFolder => "Or choose another folder with --artifacts.",
        Remedy.OtherEventFolder => "Or choose another folder with --tensorboard.",
        Remedy.NameTheData => "Connect to the internet, or name a folder that holds the four files (.gz or plain) with --data or FASHIONREF_DATA.",
        Remedy.NameTheExpectations => "Name the folder that has them with --expectations.",
        _ => throw new ArgumentOutOfRangeException(nameof(remedy)),
    };

    private static FashionRefException Unforeseen(Exception? exception) => new(
        FaultKind.MachineCannot,
        exception switch
        {
            OutOfMemoryException => $"This machine has too little memory for it: {exception.Message}",
            IOException or UnauthorizedAccessException =>
                $"A file or a folder cannot be used: {exception.Message.TrimEnd('.')}. Look whether it is still there, may be used by this user, and has room; --verbose tells where.",
            _ => $"The program has met what it was not made for: {exception?.GetType().Name}: {exception?.Message.TrimEnd('.')}. "
                + "With --verbose it tells where; please report that.",
        },
        exception);

    private static IEnumerable<string> Origin(FashionRefException failure) =>
        $"{failure.StackTrace}{(failure.InnerException is { } cause ? $"\nCaused by {cause}" : "")}"
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(OutsideText.Line);
}
