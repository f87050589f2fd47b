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
        StandardStreams.Guard();
        AppDomain.CurrentDomain.UnhandledException += (_, end) => Environment.Exit((int)Failure.Tell(end.ExceptionObject as Exception));
        Terminal.ForgetEmptyNoColor();
        ExitCode exitCode;
        try
        {
            exitCode = (ExitCode)await RunAsync(args).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            exitCode = Failure.Tell(failure);
        }

        return (int)Failure.TellLostOutput(exitCode, StandardStreams.Output.Failure);
    }

    private static async Task<int> RunAsync(string[] args)
    {
        RootCommand root = CreateRoot();

        // A file's name may begin with @, and no command has so many arguments that they come from a file.
        ParseResult parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            if (args.Length == 0)
            {
                await root.Parse("--help").InvokeAsync().ConfigureAwait(false);
            }

            throw new FashionRefException(ExitCode.BadRequest, CommandLineFault.Describe(parse));
        }

        Failure.IsVerbose = parse.GetValue(Verbose);
        using CancellationTokenSource cancellation = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            // The signals above end a command at its next safe place; the parser's own handling would cut it short.
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parse.InvokeAsync(configuration, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellation.IsCancellationRequested)
        {
            throw new FashionRefException(ExitCode.Interrupted, "Stopped.", exception);
        }

        void Stop(PosixSignalContext context)
        {
            // A second signal ends the program at once.
            context.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }
}
