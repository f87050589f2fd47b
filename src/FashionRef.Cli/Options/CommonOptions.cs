using System.CommandLine;
using System.CommandLine.Parsing;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Gate.Reference;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Cli.Options;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The environment variable with the folder of the data.</summary>
    internal const string DataVariable = "FASHIONREF_DATA";
    private const string FilePath = "a file's path";
    private const string FolderPath = "a folder's path";
    public const int DefaultSeed = 1;

    /// <summary>Where runs over seeds, expectations and baselines are kept, relative to the working folder.</summary>
    public const string BaselinesFolder = "baselines";

    /// <summary>Where all output goes, relative to the working folder.</summary>
    public const string ArtifactsFolder = "artifacts";

    /// <summary><c>--quiet</c>, of every command.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Print only results and errors, no progress.",
        Recursive = true,
    };

    /// <summary><c>--threads N</c>; as many as the machine has processors by default.</summary>
    public static Option<int> Threads() => NumberOption.Integer(
        "--threads", $"Threads to compute with; {KnownEngines.Torch} gives other bits with another number.", Environment.ProcessorCount, 1, KnownEngines.MostThreads);

    /// <summary><c>--seed N</c>; 1 by default.</summary>
    public static Option<int> Seed() => NumberOption.Integer(
        "--seed", "Decides initial weights and shuffles.", DefaultSeed, 0, SplitMix64.LargestSeed);

    /// <summary><c>--shuffle anew|repeated</c>; anew by default.</summary>
    public static EnumOption<Shuffle> Shuffle() => new(
        "--shuffle",
        "anew: each epoch has its own order of images, as in the notebook; repeated: all have the first epoch's, as Keras on TensorFlow with a fixed seed.",
        ShuffleName.Of,
        Training.Shuffle.Anew);

    /// <summary><c>--json</c>, of commands whose output is data.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write JSON instead of text." };

    /// <summary>
    /// <c>--expectations DIR</c>, the folder of expectations and baselines; the program's own if none is named and the working folder has
    /// none.
    /// </summary>
    public static Option<string> Expectations() => Folder(
        "--expectations", "The folder of expectations and baselines; if the default folder has none, those shipped with the program.", OwnExpectations);

    /// <summary>The same for a command that writes there.</summary>
    public static Option<string> ExpectationsToWrite() => Folder("--expectations", "The folder of expectations and baselines.", () => BaselinesFolder);

    /// <summary>The folder of expectations and baselines where none is named: that of the working folder, else the program's own.</summary>
    public static string OwnExpectations() => NotebookModels.Numbers.SelectMany(model => ExpectationFile.FilesOf(BaselinesFolder, model)).Any(System.IO.File.Exists)
        ? BaselinesFolder
        : Path.Combine(AppContext.BaseDirectory, BaselinesFolder);

    /// <summary>An option that names a file to read.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">For the help text.</param>
    public static Option<string> File(string name, string description)
    {
        Option<string> option = new(name) { Description = description, HelpName = "FILE" };
        RefuseNoPath(option, FilePath);
        return option;
    }

    /// <summary>An option that names a file, and may be left out.</summary>
    /// <inheritdoc cref="File"/>
    public static Option<string?> OptionalFile(string name, string description)
    {
        Option<string?> option = new(name) { Description = description, HelpName = "FILE" };
        RefuseNoPath(option, FilePath);
        return option;
    }

    /// <summary>An option that names a folder, and may be left out.</summary>
    /// <inheritdoc cref="File"/>
    public static Option<string?> OptionalFolder(string name, string description)
    {
        Option<string?> option = new(name) { Description = description, HelpName = "DIR" };
        RefuseNoPath(option, FolderPath);
        return option;
    }

    /// <summary><c>--data DIR</c>; the environment variable <c>FASHIONREF_DATA</c> is its default.</summary>
    public static Option<string?> Data()
    {
        Option<string?> option = OptionalFolder("--data", $"A folder with the four files of Fashion-MNIST, plain or .gz, to look in first (or {DataVariable}).");
        option.DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable);
        return option;
    }

    /// <summary><c>--artifacts DIR</c>, the folder of all output.</summary>
    public static Option<string> Artifacts() => Folder("--artifacts", "Where all output goes: data/, runs/, report/.", () => ArtifactsFolder);

    private static Option<string> Folder(string name, string description, Func<string> defaultFolder)
    {
        Option<string> option = new(name) { Description = description, DefaultValueFactory = _ => defaultFolder(), HelpName = "DIR" };
        RefuseNoPath(option, FolderPath);
        return option;
    }

    /// <summary>Makes an argument refuse values that are not file paths.</summary>
    /// <param name="argument">Files.</param>
    public static void RefuseNoFile(Argument argument) => argument.Validators.Add(result =>
    {
        RefuseNoPath(result, argument.Name, FilePath);

        // The parser takes every word that it does not know as one more value. A file of such a name is ./--name.
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } stray)
        {
            result.AddError($"There is no option '{stray.Value}'. See '{(result.Parent as CommandResult)?.Command.Name} --help'.");
        }
    });

    private static void RefuseNoPath(Option option, string legal) => option.Validators.Add(result => RefuseNoPath(result, option.Name, legal));

    // Otherwise an unset variable in a script would mean the script's working folder.
    private static void RefuseNoPath(SymbolResult result, string name, string legal)
    {
        if (result.Tokens.FirstOrDefault(token => InputFile.PathFault(token.Value) is not null) is { } none)
        {
            result.AddError($"{name} '{none.Value}' is not {legal}.");
        }
    }
}
