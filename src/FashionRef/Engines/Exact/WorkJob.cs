namespace FashionRef.Engines.Exact;

/// <summary>What a <see cref="WorkCrew"/> does item by item, round after round, and how long an item takes one thread at its best.</summary>
/// <param name="item">
/// Does one: its number, from 0, and that of the thread, from 0. What it does must not depend on which thread takes it, nor when.
/// </param>
internal sealed class WorkJob(Action<int, int> item)
{
    // The best time is forgotten slowly: what an item takes changes with the weights, but a slow round is mostly somebody else's work.
    private const double Forgetting = 1 / 64.0;

    /// <summary>Does one item.</summary>
    public Action<int, int> Item => item;

    /// <summary>How long an item takes, in ticks; 0 before the first was noted.</summary>
    public double ItemTicks { get; private set; }

    /// <summary>A thread has done some items.</summary>
    /// <param name="items">How many, at least 1.</param>
    /// <param name="ticks">How long it took for them.</param>
    public void Note(int items, long ticks)
    {
        double each = (double)ticks / items;
        ItemTicks = ItemTicks == 0 || each < ItemTicks ? each : ItemTicks + (Math.Min(each - ItemTicks, ItemTicks) * Forgetting);
    }
}
