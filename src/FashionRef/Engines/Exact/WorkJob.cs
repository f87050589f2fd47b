namespace FashionRef.Engines.Exact;

/// <summary>The work of a <see cref="ThreadTeam"/>, item by item, round after round, and the best time of an item on one thread.</summary>
/// <param name="item">
/// Does one item, given the item's and the thread's number, from 0. Its result must not depend on the thread or the order.
/// </param>
internal sealed class WorkJob(Action<int, int> item)
{
    // The best time is forgotten slowly: an item's time changes with the weights, but a slow round is mostly due to other programs.
    private const double Forgetting = 1 / 64.0;

    /// <summary>Does one item.</summary>
    public Action<int, int> Item => item;

    /// <summary>How long an item takes, in ticks; 0 before the first measurement.</summary>
    public double ItemTicks { get; private set; }

    /// <summary>Records the time of some items.</summary>
    /// <param name="items">How many, at least 1.</param>
    /// <param name="ticks">How long it took for them.</param>
    public void Note(int items, long ticks)
    {
        double each = (double)ticks / items;
        ItemTicks = ItemTicks == 0 || each < ItemTicks ? each : ItemTicks + (Math.Min(each - ItemTicks, ItemTicks) * Forgetting);
    }
}
