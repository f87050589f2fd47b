namespace FashionRef.Tests.Cli.Output;

/// <summary>A clock that stands still until a test moves it.</summary>
/// <param name="start">What it shows before.</param>
internal sealed class ManualTime(DateTimeOffset start = default) : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(_ticks);

    public void Advance(double milliseconds) => _ticks += TimeSpan.FromMilliseconds(milliseconds).Ticks;
}
