using static System.FormattableString;

namespace FashionRef.Cli.Output;

/// <summary>Counts steps on one line of a terminal, cleared at the end; writes nothing elsewhere.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="steps">How many there will be.</param>
/// <param name="isTerminal">Whether a line can be written again.</param>
/// <param name="noun">What a step is called.</param>
internal sealed class StepCounter(TextWriter output, int steps, bool isTerminal, string noun = "step") : IDisposable
{
    private readonly LiveLine _line = new(output, isTerminal);

    /// <summary>Shows how far the work is.</summary>
    /// <param name="step">From 1.</param>
    public void Show(int step) => _line.Show(Invariant($"{noun} {step} of {steps}"));

    /// <summary>Clears the line.</summary>
    public void Dispose() => _line.Clear();
}
