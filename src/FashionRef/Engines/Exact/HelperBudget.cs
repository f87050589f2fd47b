using System.Diagnostics;

namespace FashionRef.Engines.Exact;

/// <summary>
/// Decides whether helper threads pay. They save time while each has a processor; when other programs use the processors too, a helper
/// may be preempted in the middle of an item, and waiting for it costs more than it saved. So saved time is added and lost time
/// subtracted; below zero the caller works alone for a pause, which grows with each repetition.
/// </summary>
/// <param name="debt">How much time helpers may cost before they are paused.</param>
internal sealed class HelperBudget(TimeSpan debt)
{
    private const int Growth = 4;

    /// <summary>The engine's debt: small, but more than the wake-up of a helper costs.</summary>
    public static readonly TimeSpan DefaultDebt = TimeSpan.FromMilliseconds(1);

    // A new attempt may cost some milliseconds, while a helper is preempted: with this pause that stays below 1 % of the time.
    private static readonly long LongestPause = Ticks(TimeSpan.FromMilliseconds(1024));
    private static readonly long ShortestPause = Ticks(TimeSpan.FromMilliseconds(8));

    // The largest credit: what a program that starts to use the processors costs before it is noticed.
    private static readonly long Most = Ticks(TimeSpan.FromMilliseconds(4));

    private readonly double _least = -(debt.TotalSeconds * Stopwatch.Frequency);
    private double _balance;
    private long _pause = ShortestPause;
    private long _aloneUntil = long.MinValue;

    /// <summary>Whether to use helpers.</summary>
    /// <param name="now"><see cref="Stopwatch.GetTimestamp"/>.</param>
    public bool AllowsHelpers(long now) => now >= _aloneUntil;

    /// <summary>Records a round with helpers.</summary>
    /// <param name="alone">How long one thread alone would take, in ticks.</param>
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
