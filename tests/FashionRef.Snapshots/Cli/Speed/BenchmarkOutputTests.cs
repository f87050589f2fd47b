using System.Text.Json;
using FashionRef.Cli.Commands.Benchmark;
using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Load;
using FashionRef.Cli.Speed.Workers;
using FashionRef.Formats.Json;
using FashionRef.Training.Runs.Machine;
using Spectre.Console;

namespace FashionRef.Snapshots.Cli.Speed;

/// <summary>What <c>benchmark</c> tells, in each of its forms, of the same made-up figures.</summary>
internal sealed class BenchmarkOutputTests
{
    private static readonly SpeedReport Report = new(
        SpeedReport.Format2,
        new SpeedSettings(Threads: 2, Rounds: 4, Steps: 20, BatchSize: 128),
        new SpeedMachine(
            new VectorHardware("X64", "Some Processor 9000", Vector512: true, Vector256: true, Vector128: true, ["AVX2", "FMA", "AVX-512F"], ExactLanes: 16),
            LogicalProcessors: 2,
            "Some Linux 12",
            ".NET 10.0.0",
            "1.0.0"),
        [
            ModelSpeed.Of(1, [Times(SpeedForm.TorchPlain, 16.8, 630), Times(SpeedForm.Torch, 8.5, 455), Times(SpeedForm.Exact, 3.2, 124)]),
            ModelSpeed.Of(2, [Times(SpeedForm.TorchPlain, 101.5, 1630), Times(SpeedForm.Torch, 48.2, 1455), Times(SpeedForm.Exact, 9.996, 0)]),
        ]);

    [Test]
    public async Task Json() => await Verifier.Verify($"{JsonSerializer.Serialize(Report, JsonFormat.Options)}\n", extension: "json");

    [Test]
    public async Task Markdown() => await Verifier.Verify(SpeedMarkdown.Format(Report), extension: "md");

    [Test]
    public async Task Table()
    {
        using StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
            EnvironmentVariables = new Dictionary<string, string>(),
        });
        console.Profile.Width = 80;
        console.Profile.Encoding = System.Text.Encoding.UTF8;

        BenchmarkTable.Write(console, Report);

        await Verifier.Verify(text.ToString());
    }

    [Test]
    public async Task Load()
    {
        static RoundTimes Round(double step) => new(step, 20 * step, null, new Dictionary<string, double> { ["forward"] = step });
        LoadSpeed[] models =
        [
            .. new[] { 1, 2 }.Select(model => LoadSpeed.Of(model,
            [
                .. Enumerable.Range(0, 4).Select(round => new LoadRound(
                    Round((4.1 * model) + round), Round((2.05 * model) + round), Round((4.3 * model) + round), Round((4.2 * model) + round))),
            ])),
        ];

        await Verifier.Verify(LoadMarkdown.Format(new LoadReport(LoadReport.Format1, Report.Settings, 1, Report.Machine, models)), extension: "md");
    }

    private static Dictionary<string, double> Parts(SpeedForm form, double step) => form == SpeedForm.Exact
        ? new() { ["conv2d forward"] = step / 4, ["dense forward"] = step / 8, ["loss"] = step / 1000, ["dense backward and Adam"] = step / 6, ["conv2d backward"] = step / 3 }
        : new() { ["forward"] = step / 4, ["loss and backward"] = step / 2, ["Adam"] = step / 20 };

    // Each round is a little slower than the one before, in other proportions for each form.
    private static FormTimes Times(SpeedForm form, double step, int megabytes)
    {
        double growth = 1 + (Math.Min(step, 50) / 1000);
        WorkerGreeting greeting = form == SpeedForm.Exact
            ? new(new SortedDictionary<string, string> { ["Exact"] = "1" }, "512 bits")
            : new(new SortedDictionary<string, string> { ["TorchSharp"] = "0.107.0", ["libtorch"] = "2.10.0.0" }, Vectors: null);
        RoundTimes[] rounds = [.. Enumerable.Range(0, 4).Select(round => new RoundTimes(
            Math.Round(step * Math.Pow(growth, round), 3), Math.Round(20 * step * Math.Pow(growth, round), 2), 180 + (5 * round), Parts(form, step)))];
        return new FormTimes(form, greeting, rounds, megabytes * 1_000_000L);
    }
}
