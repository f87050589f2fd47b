using FashionRef.Training;

namespace FashionRef.Harms.Ports;

/// <summary>How a port's <c>fit</c> goes through an epoch, piece by piece; as it stands it is right.</summary>
internal sealed record FitSteps
{
    /// <summary>The epoch's order, from the number of images, the seed and the epoch.</summary>
    public Func<int, int, int, int[]> Order { get; init; } = EpochShuffle.Order;

    /// <summary>The order cut into batches of a size.</summary>
    public Func<int[], int, IEnumerable<int[]>> Batches { get; init; } = (order, size) => order.Chunk(size);

    /// <summary>The epoch's loss, from the loss and the number of images of each batch.</summary>
    public Func<IReadOnlyList<(double Loss, int Images)>, double> EpochLoss { get; init; } =
        batches => batches.Sum(batch => batch.Loss * batch.Images) / batches.Sum(batch => batch.Images);
}
