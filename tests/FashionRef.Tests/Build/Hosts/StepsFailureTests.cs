namespace FashionRef.Tests.Build.Hosts;

/// <summary>Which exit code an exception of the build is.</summary>
internal sealed class StepsFailureTests
{
    [Test]
    public void A_failure_is_found_in_what_Cake_makes_of_it()
    {
        StepsFailure failure = new(130, "Stopped.");

        Assert.That(StepsFailure.Of(new InvalidOperationException("a task", new AggregateException(failure))), Is.SameAs(failure));
    }

    [Test]
    public void A_full_disk_is_the_machines_fault_and_so_is_what_nobody_has_foreseen()
    {
        StepsFailure full = StepsFailure.Of(new InvalidOperationException("a task", new IOException("No space left on device.")));
        StepsFailure unforeseen = StepsFailure.Of(new InvalidOperationException("a task", new FormatException("It is odd.")));

        Assert.That((full.ExitCode, full.Message), Is.EqualTo((3, "Standard output or a file cannot be used: No space left on device. Check that the disk has free space.")));
        Assert.That((unforeseen.ExitCode, unforeseen.Message), Is.EqualTo((3, "It is odd.")));
    }
}
