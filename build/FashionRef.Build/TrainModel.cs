using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Trains and evaluates one model, by the program's own <c>train</c>.</summary>
public sealed class TrainModel : ProgramTask
{
    /// <summary>The model's number.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>Further options of <c>train</c>, one an item.</summary>
    public string[] Options { get; set; } = [];

    /// <summary>The model's number again, for those who must know whether this task ran.</summary>
    [Output]
    public string Trained { get; private set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        Trained = Model;
        return Run("train", ["--model", Model, .. Options]);
    }
}
