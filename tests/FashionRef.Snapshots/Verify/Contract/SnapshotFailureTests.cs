using FashionRef.Tests.Support;

namespace VerifyTests.Contract;

/// <summary>What is told of a snapshot that is missing, another, or asked for twice.</summary>
internal sealed class SnapshotFailureTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_missing_snapshot_fails_and_leaves_the_received_one()
    {
        string? message = await FailureAsync("first\nsecond");

        Assert.That(message, Is.EqualTo($"""
            Directory: {_folder.Path}
            New:
              - Received: SnapshotFailureTests.M.received.txt
                Verified: SnapshotFailureTests.M.verified.txt
            When the received file is right, put it in the place of the verified one (docs/snapshots.md).

            The snapshot is missing. The received text:
            + first
            + second

            """.ReplaceLineEndings("\n")));
        Assert.That(_folder.Entries, Is.EqualTo(new[] { "SnapshotFailureTests.M.received.txt" }));
    }

    [Test]
    public async Task A_missing_snapshot_of_no_text_fails()
    {
        string? message = await FailureAsync(string.Empty);

        Assert.That(message, Does.Contain("The snapshot is missing."));
    }

    [Test]
    public async Task A_changed_line_is_shown_before_and_after_between_counts_of_those_alike()
    {
        await File.WriteAllTextAsync(_folder["SnapshotFailureTests.M.verified.txt"], "a\nb\nc\nd", Snapshot.Encoding);

        string? message = await FailureAsync("a\nb\nC\nd");

        Assert.That(message, Is.EqualTo($"""
            Directory: {_folder.Path}
            NotEqual:
              - Received: SnapshotFailureTests.M.received.txt
                Verified: SnapshotFailureTests.M.verified.txt
            When the received file is right, put it in the place of the verified one (docs/snapshots.md).

            Lines of the verified file (-) and of the received one (+):
              … 2 lines alike
            - c
            + C
              … 1 line alike

            """.ReplaceLineEndings("\n")));
        Assert.That(_folder["SnapshotFailureTests.M.received.txt"], Does.Exist);
    }

    [TestCase("a\nb", "a\nx\nb", "  … 1 line alike\n+ x\n  … 1 line alike\n")]
    [TestCase("a\nb", "b", "- a\n  … 1 line alike\n")]
    [TestCase("a b", "a  b", "- a b\n+ a  b\n")]
    [TestCase("a", "a ", "- a\n+ a \n")]
    [TestCase("a", "A", "- a\n+ A\n")]
    [TestCase("a", "a", "")]
    public void Spaces_and_case_count_in_the_line_diff(string verified, string received, string lines) =>
        Assert.That(LineDiff.Format(verified, received), Is.EqualTo(lines));

    [Test]
    public async Task Two_snapshots_of_one_name_fail_with_both_tests()
    {
        await FailureAsync("text");

        string? message = await FailureAsync("text");

        Assert.That(message, Does.StartWith("Two snapshots are named").And.Contain(_folder.Path).And.Contain("UseMethodName"));
        Assert.That(message!.Split(TestContext.CurrentContext.Test.FullName), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task They_do_so_whatever_their_extensions_and_case()
    {
        await FailureAsync("text");

        SettingsTask other = Verifier.Verify("text", "json", sourceFile: _folder["Caller.cs"]).UseMethodName("m").DisableDiff();

        Assert.That(async () => await other, Throws.TypeOf<VerifyException>().With.Message.StartWith("Two snapshots are named"));
    }

    private async Task<string?> FailureAsync(string text)
    {
        try
        {
            await Verifier.Verify(text, sourceFile: _folder["Caller.cs"]).UseMethodName("M").DisableDiff();
            return null;
        }
        catch (VerifyException failure)
        {
            return failure.Message;
        }
    }
}
