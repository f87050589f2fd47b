using System.CommandLine;

namespace FashionRef.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    private const string DataVariable = "FASHIONREF_DATA";

    /// <summary><c>--data DIR</c>; the environment variable <c>FASHIONREF_DATA</c> is its default.</summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = $"A folder with the four files of Fashion-MNIST, plain or .gz, to look in first (or {DataVariable}).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable),
        HelpName = "DIR",
    };

    /// <summary><c>--artifacts DIR</c>, the folder of all output.</summary>
    public static Option<string> Artifacts()
    {
        Option<string> option = new("--artifacts")
        {
            Description = "Where all output goes: data/, runs/.",
            DefaultValueFactory = _ => "artifacts",
            HelpName = "DIR",
        };

        // An unset variable in a script would else fill the folder that the script happens to run in.
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError($"{option.Name} '{result.GetValueOrDefault<string>()}' is not a folder's path.");
            }
        });
        return option;
    }
}
