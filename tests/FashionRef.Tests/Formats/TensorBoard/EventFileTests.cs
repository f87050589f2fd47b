using FashionRef.Formats.TensorBoard;
using FashionRef.Tests.Cli.Output;

namespace FashionRef.Tests.Formats.TensorBoard;

internal sealed class EventFileTests
{
    private ManualTime _time = null!;

    [SetUp]
    public void Start_the_clock() => _time = new(DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000.25));

    [Test]
    public void A_file_is_byte_for_byte_what_TensorFlow_would_write()
    {
        using TemporaryFolder folder = new();
        using (EventFile file = EventFile.Create(folder.Path, _time))
        {
            file.Write(3, ("a", 0.5));
        }

        byte[] bytes = File.ReadAllBytes(Directory.GetFiles(folder.Path).Single());

        // Times are 1700000000.25 as a double; 0x09, 0x1A and so on are field numbers with their wire types.
        byte[] time = [0x09, 0, 0, 0x10, 0x40, 0xFC, 0x54, 0xD9, 0x41];
        byte[] version = [.. time, 0x1A, 13, .. "brain.Event:2"u8];
        byte[] scalar = [.. time, 0x10, 3, 0x2A, 10, 0x0A, 8, 0x0A, 1, (byte)'a', 0x15, 0, 0, 0, 0x3F];
        Assert.That(bytes, Is.EqualTo((byte[])[.. TfRecord.Frame(version), .. TfRecord.Frame(scalar)]));
    }

    [Test]
    public void What_is_written_can_be_read_at_once()
    {
        using TemporaryFolder folder = new();
        using EventFile file = EventFile.Create(folder.Path, _time);

        ReadEvent[] before = EventReader.ReadOnly(folder.Path);
        _time.Advance(milliseconds: 1500);
        file.Write(0, ("x", 1.25), ("y", -2));
        ReadEvent[] after = EventReader.ReadOnly(folder.Path);

        Assert.That(before.Single().FileVersion, Is.EqualTo("brain.Event:2"));
        Assert.That(before.Single().WallTime, Is.EqualTo(1_700_000_000.25));
        Assert.That(after, Has.Length.EqualTo(2));
        Assert.That((after[1].Step, after[1].WallTime), Is.EqualTo((0, 1_700_000_001.75)));
        Assert.That(after[1].Scalars, Is.EquivalentTo(new Dictionary<string, float> { ["x"] = 1.25f, ["y"] = -2f }));
    }

    // The second time is the first event's.
    [Test]
    public void One_that_cannot_be_begun_leaves_nothing()
    {
        using TemporaryFolder folder = new();

        FashionRefException error = Assert.Throws<FashionRefException>(() => EventFile.Create(folder["new/train"], new FullDiskAtSecondTime()))!;

        Assert.That(error.Message, Does.StartWith($"TensorBoard's files in '{folder["new/train"]}' cannot be written: No space left on device. "));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public void A_zero_is_in_the_bytes_where_TensorBoard_looks_for_it()
    {
        using TemporaryFolder folder = new();
        using EventFile file = EventFile.Create(folder.Path, _time);

        file.Write(1, ("accuracy", 0));

        Assert.That(EventReader.ReadOnly(folder.Path)[1].Scalars["accuracy"], Is.Zero);
    }

    [Test]
    public void Names_tell_the_seconds_and_not_the_machine_and_sort_by_time()
    {
        using TemporaryFolder folder = new();
        EventFile.Create(folder.Path, _time).Dispose();
        EventFile.Create(folder.Path, _time).Dispose();
        _time.Advance(milliseconds: 1000);
        EventFile.Create(folder.Path, _time).Dispose();

        Assert.That(folder.Entries, Is.EqualTo([
            "events.out.tfevents.1700000000.fashionref.0",
            "events.out.tfevents.1700000000.fashionref.1",
            "events.out.tfevents.1700000001.fashionref.0",
        ]));
    }

    [Test]
    public void Only_earlier_files_of_this_program_are_taken_away()
    {
        using TemporaryFolder folder = new();
        EventFile.Create(folder.Path, _time).Dispose();
        File.WriteAllText(folder["events.out.tfevents.1700000000.otherhost.42.0.v2"], "of Keras");
        File.WriteAllText(folder["notes.txt"], "mine");
        using EventFile file = EventFile.Create(folder.Path, _time);

        file.DeleteEarlier();
        file.Write(0, ("a", 1));

        string own = "events.out.tfevents.1700000000.fashionref.1";
        Assert.That(folder.Entries, Is.EqualTo([own, "events.out.tfevents.1700000000.otherhost.42.0.v2", "notes.txt"]));
        Assert.That(EventReader.Read(folder[own]), Has.Length.EqualTo(2));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_named_with_what_to_do()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], string.Empty);

        FashionRefException error = Assert.Throws<FashionRefException>(() => EventFile.Create(folder["file"], _time))!;

        Assert.That((error.Kind, error.Remedy), Is.EqualTo((FaultKind.MachineCannot, Remedy.OtherEventFolder)));
        Assert.That(error.Message, Does.StartWith($"TensorBoard's files in '{folder["file"]}' cannot be written: "));
    }

    private sealed class FullDiskAtSecondTime : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() =>
            _asked++ == 0 ? DateTimeOffset.UnixEpoch : throw new IOException("No space left on device : '/x'");
    }
}
