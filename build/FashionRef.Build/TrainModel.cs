using FashionRef.Build.Program;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Trains and evaluates models, by the program's <c>train</c>, which alone decides what is up to date.</summary>
public sealed class TrainModel : ProgramTask
{
    /// <summary>The options of <c>train</c>, one per item.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>The records (run.json files) of all runs, trained or up to date.</summary>
    [Output]
    public string[] Records { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        string[]? made = ProgramRun.Execute(Arguments("train", Options));
        Records = made ?? [];
        if (made is { Length: 0 })
        {
            ProgramRun.LogError(ErrorCode.Crashed, "The program reports that it has trained, but names no run. Build it again: dotnet build -c Release.");
        }

        return !Log.HasLoggedErrors;
    }
}
