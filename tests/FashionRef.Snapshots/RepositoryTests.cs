namespace FashionRef.Snapshots;

/// <summary>The repository is set up for snapshots.</summary>
internal sealed class RepositoryTests
{
    [Test]
    public Task Git_and_editors_leave_the_bytes_of_snapshots_alone() => VerifyChecks.Run();
}
