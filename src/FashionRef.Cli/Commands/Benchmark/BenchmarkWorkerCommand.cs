using System.CommandLine;
using System.Globalization;
using FashionRef.Cli.Options;
using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Workers;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Benchmark;

/// <summary><c>benchmark worker</c>: the process that <c>benchmark</c> starts for each form. Internal, so hidden from the help.</summary>
internal static class BenchmarkWorkerCommand
{
    private const string Name = "worker";
    private const string Form = "--form";
    private const string Model = "--model";
    private const string Threads = "--threads";
    private const string Folder = "--folder";

    public static Command Create()
    {
        EnumOption<SpeedForm> form = new(Form, "What is measured.", SpeedForms.Name, SpeedForm.Exact);
        Option<int> model = NumberOption.Integer(
            Model, "Which of the notebook's models.", NotebookModels.Numbers[0], NotebookModels.Numbers[0], NotebookModels.Numbers[^1]);
        Option<int> threads = NumberOption.Integer(Threads, "Threads of the engine.", 1, 1, KnownEngines.MostThreads);
        Option<string> folder = CommonOptions.File(Folder, "The folder of the data set's files.");
        folder.Required = true;
        Command command = new(Name, "Do blocks of work that standard input asks for, and answer how long they took.")
        {
            form.Option,
            model,
            threads,
            folder,
        };
        command.Hidden = true;

        // A terminal's signal reaches the workers too, so they ignore it and end with their input: otherwise the parent could mistake a
        // worker stopped by Ctrl-C for one that failed.
        command.SetAction(parse => SpeedWorker.Serve(
            form.Value(parse),
            parse.GetValue(model),
            parse.GetValue(threads),
            DatasetLoader.Load(parse.GetRequiredValue(folder)),
            Console.In,
            Console.Out));
        return command;
    }

    /// <summary>The command line of a worker, behind the program's name.</summary>
    /// <param name="form">What it measures.</param>
    /// <param name="model">The model's number.</param>
    /// <param name="threads">Threads of the engine.</param>
    /// <param name="dataFolder">The folder of the data set's files.</param>
    public static IReadOnlyList<string> Arguments(SpeedForm form, int model, int threads, string dataFolder) =>
    [
        "benchmark", Name,
        Form, SpeedForms.Name(form),
        Model, model.ToString(CultureInfo.InvariantCulture),
        Threads, threads.ToString(CultureInfo.InvariantCulture),
        Folder, dataFolder,
    ];
}
