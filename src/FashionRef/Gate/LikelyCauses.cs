namespace FashionRef.Gate;

/// <summary>What is likely behind a failed check, in the words of docs/deviations.md: mistakes that porters really make.</summary>
internal static class LikelyCauses
{
    public static IReadOnlyList<string> OfParameters { get; } =
        ["16 filters in the second convolution, as the notebook's text says", "padding 'valid'"];

    public static IReadOnlyList<string> OfInitialWeights { get; } =
        ["He initialisation", "LeCun initialisation", "PyTorch's initialisation", "fan without the kernel's area"];

    public static IReadOnlyList<string> OfCollapse { get; } = ["learning rate 0.05", "loss of clipped probabilities", "gradient summed over the batch"];

    public static IReadOnlyList<string> OfLowAccuracy { get; } =
        ["the same shuffle every epoch", "no shuffle", "moving averages used while training", "batch statistics used for predictions"];

    public static IReadOnlyList<string> OfHighAccuracy { get; } = ["pixels divided by 255", "learning rate 0.001", "dropout left in"];
}
