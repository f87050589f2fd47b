namespace FashionRef.Snapshots;

/// <summary>Runs after the last test of this project.</summary>
[SetUpFixture]
internal sealed class SnapshotHousekeeping
{
    [OneTimeTearDown]
    public void No_snapshot_is_left_without_a_test() => DanglingSnapshots.Run();
}
