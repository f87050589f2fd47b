using FashionRef.Build.Program;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Trains and evaluates models, by the program's own <c>train</c>, which alone decides what there is to do.</summary>
public sealed class TrainModel : ProgramTask
{
    /// <summary>The options of <c>train</c>, one an item.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>The runs' records, run.json files: of those that were trained and of those that were there.</summary>
    [Output]
    public string[] Records { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        string[]? made = ProgramRun.Execute(Arguments("train", Options));
        Records = made ?? [];
        if (made is { Length: 0 })
        {
            ProgramRun.LogError(ErrorCode.Crashed, "The program says that it has trained, and names no run. Build it anew: dotnet build -c Release.");
        }

        return !Log.HasLoggedErrors;
    }
}
