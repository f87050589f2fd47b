using FashionRef.Harms.Ports;

namespace FashionRef.Harms.Curves;

/// <summary>The small mistakes whose whole runs are judged.</summary>
internal static class CurveHarms
{
    private static readonly string[] Names =
    [
        "learning rate 0.009", "learning rate 0.0095", "learning rate 0.012", "beta2 0.99", "Adam's epsilon in PyTorch's place", "decoupled weight decay of 1e-4",
        "weights kept in float16", "a frozen filter", "batches of 120", "the last short batch dropped", "the same shuffle every epoch", "images drawn with replacement",
        "2 % of the images missing", "1 % wrong labels", "1 % of class 6 labelled wrongly", "10 % of class 6 labelled wrongly", "He initialisation",
        "batch-norm momentum 0.9", "batch-norm epsilon 1e-5", "test images shifted by a pixel", "test images blurred",
    ];

    /// <summary>All of them, in the order of the table.</summary>
    public static IEnumerable<Deviation> All => Names.Select(name => Harms.All.Single(harm => harm.Name == name));
}
