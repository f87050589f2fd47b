using System.CommandLine;
using System.Text;
using FashionRef.Cli.Commands;
using FashionRef.Cli.Commands.Benchmark;
using FashionRef.Cli.Commands.Bits;
using FashionRef.Cli.Commands.Convert;
using FashionRef.Cli.Commands.Describe;
using FashionRef.Cli.Commands.Diff;
using FashionRef.Cli.Commands.Evaluate;
using FashionRef.Cli.Commands.Gate;
using FashionRef.Cli.Commands.Parity;
using FashionRef.Cli.Commands.Predict;
using FashionRef.Cli.Commands.Probes;
using FashionRef.Cli.Commands.Reference;
using FashionRef.Cli.Commands.Studies;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Files;

namespace FashionRef.Cli;

/// <summary>The program: it lists the commands, and turns failures into one line and an exit code.</summary>
internal static class Program
{
    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show where a failure came from.",
        Recursive = true,
    };

    private static readonly TimeSpan StopLook = TimeSpan.FromSeconds(0.05);

    /// <summary>The commands, and the options of all of them.</summary>
    internal static RootCommand CreateRoot()
    {
        RootCommand root = new("Two small Keras CNNs on Fashion-MNIST, rebuilt in C# so exactly that every number can be checked; and files of Keras, read, run and written.")
        {
            DescribeCommand.Create(),
            FetchCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            PredictCommand.Create(),
            ConvertCommand.Create(),
            DiffCommand.Create(),
            ParityCommand.Create(),
            ProbesCommand.Create(),
            GateCommand.Create(),
            ExpectCommand.Create(),
            BaselineCommand.Create(),
            RatesCommand.Create(),
            ReportCommand.Create(),
            BitsCommand.Create(),
            BenchmarkCommand.Create(),
            StudyCommand.Create(),
            CommonOptions.Quiet,
            Verbose,
        };

        // The tool's name, whatever this file is called.
        root.HelpName = "fashionref";
        foreach (Option option in CallerOptions.All)
        {
            root.Add(option);
        }

        HelpExamples.AddTo(root);
        return root;
    }

    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    internal static async Task<int> Main(string[] args)
    {
        // Tables and bars have characters that most code pages lack; and a file made by > is the same on every machine.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        ConsoleText.Guard();
        AppDomain.CurrentDomain.UnhandledException += (_, end) => Environment.Exit((int)Failure.Report(end.ExceptionObject as Exception));
        FileSizeLimit.BecomeFault();
        Terminal.ForgetEmptyNoColor();
        ParseResult? parse = null;
        ExitCode exitCode;
        try
        {
            // File names may begin with @, so response files are off.
            parse = CreateRoot().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            exitCode = (ExitCode)await RunAsync(parse).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            exitCode = Failure.Report(failure);
        }

        exitCode = Failure.ReportLostOutput(exitCode, StandardStreams.Output.Failure);
        try
        {
            CallerOptions.WriteResult(parse, exitCode);
        }
        catch (FashionRefException failure)
        {
            exitCode = Failure.Report(failure);
        }

        return (int)exitCode;
    }

    private static async Task<int> RunAsync(ParseResult parse)
    {
        if (CommandLineFault.Find(parse) is { } found)
        {
            if (parse.Tokens.Count == 0)
            {
                await CreateRoot().Parse("--help").InvokeAsync().ConfigureAwait(false);
            }

            FashionRefException fault = new(FaultKind.BadRequest, found);
            throw GateCommand.IsNamedIn(parse) ? GateCommand.Reported(parse, fault) : fault;
        }

        Failure.IsVerbose = parse.GetValue(Verbose);
        using StopRequest stop = new(CallerOptions.EndsWithInput(parse));
        try
        {
            // The stop request above ends a command at its next safe point; the parser's own handling would cut it off.
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            Task<int> command = Task.Run(() => parse.InvokeAsync(configuration, stop.Token));
            await Task.WhenAny(command, Task.Delay(Timeout.Infinite, stop.Token)).ConfigureAwait(false);
            while (!command.IsCompleted && !PipeWait.IsOn)
            {
                await Task.WhenAny(command, Task.Delay(StopLook)).ConfigureAwait(false);
            }

            return command.IsCompleted
                ? await command.ConfigureAwait(false)
                : throw new FashionRefException(FaultKind.Interrupted, "Stopped while waiting for the other end of a pipe.");
        }
        catch (OperationCanceledException exception) when (stop.Token.IsCancellationRequested)
        {
            throw new FashionRefException(FaultKind.Interrupted, "Stopped.", exception);
        }
    }
}
