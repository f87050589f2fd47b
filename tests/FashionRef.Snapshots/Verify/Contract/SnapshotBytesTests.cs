using System.Text;
using FashionRef.Tests.Support;

namespace VerifyTests.Contract;

/// <summary>Snapshots have Verify's bytes.</summary>
internal sealed class SnapshotBytesTests
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private TemporaryFolder _folder = null!;

    private string Verified => _folder["SnapshotBytesTests.M_x.verified.txt"];

    private string Received => _folder["SnapshotBytesTests.M_x.received.txt"];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("text", "text")]
    [TestCase("text\n", "text\n")]
    [TestCase("text\n\n ", "text\n\n ")]
    [TestCase("a\r\nb\rc\n", "a\nb\nc\n")]
    [TestCase("form\ffeed\u2028line", "form\ffeed\u2028line")]
    [TestCase("━ é", "━ é")]
    [TestCase("", "")]
    [TestCase(null, "null")]
    public async Task A_snapshot_is_a_mark_and_the_text_with_LF_and_nothing_else(string? target, string written)
    {
        await FailureAsync(target);
        Assert.That(await File.ReadAllBytesAsync(Received), Is.EqualTo((byte[])[.. Mark, .. Encoding.UTF8.GetBytes(written)]));

        string accepted = Directory.CreateDirectory(_folder["accepted"]).FullName;
        File.Move(Received, Path.Combine(accepted, Path.GetFileName(Verified)));
        await VerifyAsync(target, accepted);
    }

    [Test]
    public async Task A_received_file_goes_when_its_snapshot_is_right()
    {
        await File.WriteAllBytesAsync(Verified, [.. Mark, .. "text"u8]);
        await File.WriteAllTextAsync(Received, "of a run before");

        await VerifyAsync("text");

        Assert.That(_folder.Entries, Is.EqualTo(new[] { Path.GetFileName(Verified) }));
    }

    [Test]
    public async Task A_snapshot_without_a_mark_fails_with_words_for_it()
    {
        await File.WriteAllBytesAsync(Verified, [.. "text"u8]);

        Assert.That(await FailureAsync("text"), Does.Contain("byte order mark").And.Contain(Path.GetFileName(Verified)));
    }

    [Test]
    public async Task A_snapshot_with_a_newline_at_the_end_that_the_text_lacks_fails()
    {
        await File.WriteAllBytesAsync(Verified, [.. Mark, .. "text\n"u8]);

        Assert.That(await FailureAsync("text"), Does.EndWith("  … 1 line alike\n- \n"));
    }

    [Test]
    public async Task A_snapshot_with_CRLF_fails()
    {
        await File.WriteAllBytesAsync(Verified, [.. Mark, .. "a\r\nb"u8]);

        Assert.That(await FailureAsync("a\nb"), Does.Contain("LF"));
    }

    private async Task VerifyAsync(string? target, string folder = "") =>
        await Verifier.Verify(target, sourceFile: _folder["Caller.cs"])
            .UseDirectory(folder).UseMethodName("M").UseTextForParameters("x").DisableDiff();

    private async Task<string?> FailureAsync(string? target, string folder = "")
    {
        try
        {
            await VerifyAsync(target, folder);
            return null;
        }
        catch (VerifyException failure)
        {
            return failure.Message;
        }
    }
}
