using FashionRef.Tests.Support;

namespace FashionRef.Snapshots;

/// <summary>The repository is set up for snapshots.</summary>
internal sealed class RepositoryTests
{
    [Test]
    public Task Git_and_editors_leave_the_bytes_of_snapshots_alone() => VerifyChecks.Run();

    [Test]
    public void Only_these_tests_are_left_out_of_an_ordinary_run() => Assert.That(LongTests.LeftOut(), Is.EqualTo(
    [
        "FashionRef.Snapshots.Deviations.ProbeHarmTests.Every_harm_is_seen_without_a_whole_run(1)",
        "FashionRef.Snapshots.Deviations.ProbeHarmTests.Every_harm_is_seen_without_a_whole_run(2)",
    ]));
}
