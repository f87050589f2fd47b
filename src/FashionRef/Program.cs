using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
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

    /// <summary>The commands, and the options of all of them.</summary>
    internal static RootCommand CreateRoot()
    {
        RootCommand root = new("Two small Keras CNNs on Fashion-MNIST, rebuilt in C# so exactly that every number can be checked.")
        {
            DescribeCommand.Create(),
            FetchCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            ExportCommand.Create(),
            ParityCommand.Create(),
            GateCommand.Create(),
            ExpectCommand.Create(),
            BaselineCommand.Create(),
            RatesCommand.Create(),
            ReportCommand.Create(),
            BitsCommand.Create(),
            BenchmarkCommand.Create(),
            CommonOptions.Quiet,
            Verbose,
        };
        HelpExamples.AddTo(root);
        return root;
    }

    private static async Task<int> Main(string[] args)
    {
        // Tables and bars have characters that most code pages lack; and a file made by > is the same on every machine.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        RootCommand root = CreateRoot();
        ParseResult parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            if (args.Length == 0)
            {
                await root.Parse("--help").InvokeAsync().ConfigureAwait(false);
            }

            return Fail(ExitCode.BadRequest, CommandLineFault.Describe(parse));
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
            return Fail(failure.ExitCode, string.Join('\n', [failure.Message, .. failure.Details, .. parse.GetValue(Verbose) ? Origin(failure) : []]));
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

    private static IEnumerable<string> Origin(FashionRefException failure) =>
        failure.InnerException is { } cause ? [$"{failure.StackTrace}", $"Caused by {cause}"] : [$"{failure.StackTrace}"];

    private static int Fail(ExitCode exitCode, string message)
    {
        Console.Error.WriteLine($"error: {message}");
        return (int)exitCode;
    }
}
