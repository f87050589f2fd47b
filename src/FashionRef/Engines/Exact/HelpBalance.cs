using System.Diagnostics;

namespace FashionRef.Engines.Exact;

/// <summary>
/// Whether a crew's helpers are worth asking. They save time while each has a processor; where other programs want it too, a helper
/// is stopped in the middle of an item, and waiting for it may take longer than what it did. So what help saved is added up, what it
/// cost is taken off, and whoever is in debt works alone for a while: the longer, the less the help before it was worth.
/// </summary>
/// <param name="debt">So much may help have cost before it is done without.</param>
internal sealed class HelpBalance(TimeSpan debt)
{
    private const int Growth = 4;

    /// <summary>What the engine allows: little, and more than a helper that is only just waking up costs.</summary>
    public static readonly TimeSpan UsualDebt = TimeSpan.FromMilliseconds(1);

    // To ask again costs as long as a helper may be stopped, some milliseconds: so it stays below a hundredth of the time.
    private static readonly long LongestPause = Ticks(TimeSpan.FromMilliseconds(1024));
    private static readonly long ShortestPause = Ticks(TimeSpan.FromMilliseconds(8));

    // So much good counts at most: it is what a neighbour that begins to work costs, before it is noticed.
    private static readonly long Most = Ticks(TimeSpan.FromMilliseconds(4));

    private readonly double _least = -(debt.TotalSeconds * Stopwatch.Frequency);
    private double _balance;
    private long _pause = ShortestPause;
    private long _aloneUntil = long.MinValue;

    /// <summary>Whether to ask for help.</summary>
    /// <param name="now"><see cref="Stopwatch.GetTimestamp"/>.</param>
    public bool Asks(long now) => now >= _aloneUntil;

    /// <summary>A round with help is over.</summary>
    /// <param name="alone">How long one thread alone takes for it, in ticks.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="now"><see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Note(double alone, long took, long now)
    {
        _balance = Math.Min(_balance + alone - took, Most);
        if (_balance == Most)
        {
            _pause = ShortestPause;
        }
        else if (_balance < _least)
        {
            _aloneUntil = now + _pause;
            _pause = Math.Min(Growth * _pause, LongestPause);
            _balance = 0;
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
