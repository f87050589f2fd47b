using FashionRef.Cli.Output;
using FashionRef.Training;

namespace FashionRef.Tests.Cli.Output;

internal sealed class KerasProgressTests
{
    private static readonly EpochMetrics Metrics = new(1, 0.5, 1.5, 0.6, 1.25, Seconds: 4);

    private readonly ManualTime _time = new();

    [Test]
    public void At_a_terminal_the_line_is_drawn_again_and_ended_with_the_epoch()
    {
        string text = Show(isTerminal: true, progress =>
        {
            progress.OnEpochBegin(1, 2);
            Step(progress, 1);
            Step(progress, 2);
            progress.OnEpochEnd(Metrics, 4);
        });

        Assert.That(text, Is.EqualTo(
            "Epoch 1/2\n"
            + $"\r\e[K\e[?7l1/4 {Bar} 3s 1s/step - accuracy: 0.5000 - loss: 1.5000\e[?7h"
            + $"\r\e[K\e[?7l2/4 {Bar} 2s 1s/step - accuracy: 0.5000 - loss: 1.5000\e[?7h"
            + $"\r\e[K4/4 {Bar} 4s 1s/step - accuracy: 0.5000 - loss: 1.5000 - val_accuracy: 0.6000 - val_loss: 1.2500\n"));
    }

    [Test]
    public void At_a_terminal_fast_steps_do_not_redraw_each_time()
    {
        string text = Show(isTerminal: true, progress =>
        {
            progress.OnEpochBegin(1, 1);
            for (int step = 1; step <= 100; step++)
            {
                Step(progress, step, steps: 100, milliseconds: 10);
            }
        });

        Assert.That(text.Count(c => c == '\r'), Is.EqualTo(20));
    }

    [Test]
    public void Elsewhere_each_epoch_is_exactly_one_line()
    {
        string text = Show(isTerminal: false, progress =>
        {
            progress.OnEpochBegin(1, 2);
            Step(progress, 1);
            progress.OnEpochEnd(Metrics, 4);
            progress.OnEpochBegin(2, 2);
            Step(progress, 1);
        });

        Assert.That(text, Is.EqualTo(
            $"Epoch 1/2: 4/4 {Bar} 4s 1s/step - accuracy: 0.5000 - loss: 1.5000 - val_accuracy: 0.6000 - val_loss: 1.2500\n"));
    }

    [Test]
    public void An_epoch_that_is_broken_off_leaves_no_open_line()
    {
        string text = Show(isTerminal: true, progress =>
        {
            progress.OnEpochBegin(1, 2);
            Step(progress, 1);
        });

        Assert.That(text, Does.EndWith("loss: 1.5000\e[?7h\n"));
    }

    private static string Bar => new('━', 20);

    private string Show(bool isTerminal, Action<KerasProgress> events)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using (KerasProgress progress = new(output, isTerminal, colors: false, _time))
        {
            events(progress);
        }

        return output.ToString();
    }

    private void Step(KerasProgress progress, int step, int steps = 4, double milliseconds = 1000)
    {
        _time.Advance(milliseconds);
        progress.OnTrainBatchEnd(step, steps, accuracy: 0.5, loss: 1.5);
    }
}
