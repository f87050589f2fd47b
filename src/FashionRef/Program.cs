using System.CommandLine;
using System.Runtime.InteropServices;
using FashionRef.Commands;

namespace FashionRef;

/// <summary>The program: it lists the commands, and turns failures into one line and an exit code.</summary>
internal static class Program
{
    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show where a failure came from.",
        Recursive = true,
    };

    private static async Task<int> Main(string[] args)
    {
        RootCommand root = new("Two small Keras CNNs on Fashion-MNIST, rebuilt in C# so exactly that every number can be checked.")
        {
            DescribeCommand.Create(),
            FetchCommand.Create(),
            TrainCommand.Create(),
            Verbose,
        };
        ParseResult parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            string messages = string.Join(' ', parse.Errors.Select(error => error.Message).Distinct());
            return Fail(ExitCode.BadRequest, $"{messages} See '{parse.CommandResult.Command.Name} --help'.");
        }

        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            // The signals above end a command at its next safe place; the parser's own handling would cut it short.
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellation.Token).ConfigureAwait(false);
        }
        catch (FashionRefException failure)
        {
            return Fail(failure.ExitCode, parse.GetValue(Verbose) ? $"{failure.Message}\n{failure}" : failure.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "Stopped.");
        }

        void Stop(PosixSignalContext context)
        {
            // A second signal ends the program at once.
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }

    private static int Fail(ExitCode exitCode, string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return (int)exitCode;
    }
}
