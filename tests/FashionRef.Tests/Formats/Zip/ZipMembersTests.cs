using System.IO.Compression;
using System.Text;
using FashionRef.Files;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

/// <summary>Files that Keras wrote, and what became of some.</summary>
internal sealed class ZipMembersTests
{
    public const long Most = 1 << 20;

    private static readonly string[] OfKeras = ["metadata.json", "config.json", "model.weights.h5"];

    private static string Root => TestDataFile.PathOf("keras-files");

    private static IEnumerable<string> Good => KerasFiles().Where(file => !file.StartsWith("bad/", StringComparison.Ordinal) || file.StartsWith("bad/good/", StringComparison.Ordinal));

    private static IEnumerable<string> Bad => KerasFiles().Except(Good);

    [TestCaseSource(nameof(Good))]
    [TestCase("bad/zip-zip64.keras")]
    public void A_file_of_Keras_has_the_members_that_another_reader_finds(string file)
    {
        byte[] bytes = Bytes(file);

        ZipMembers members = ZipMembers.Read(bytes);

        Assert.That(ZipMembers.IsZip(bytes), Is.True);
        Assert.That(members.Names, Is.SupersetOf(OfKeras));
        using ZipArchive archive = new(new MemoryStream(bytes));
        foreach (string name in members.Names)
        {
            using MemoryStream expected = new();
            archive.GetEntry(name)!.Open().CopyTo(expected);
            Assert.That(members.ReadAll(name, Most), Is.EqualTo(expected.ToArray()), name);
            Assert.That((members.Has(name), members.LengthOf(name)), Is.EqualTo((true, expected.Length)), name);
        }
    }

    [TestCaseSource(nameof(Bad))]
    public void A_bad_file_is_read_or_refused_in_words(string file) => ReadOrRefused(Bytes(file));

    [Test]
    public void Stored_deflated_and_unpacked_are_the_same()
    {
        ZipMembers stored = ZipMembers.Read(Bytes("batchnorm/batchnorm.keras"));
        ZipMembers deflated = ZipMembers.Read(Bytes("batchnorm/batchnorm.deflated.keras"));

        foreach (string name in OfKeras)
        {
            Assert.That(deflated.ReadAll(name, Most), Is.EqualTo(stored.ReadAll(name, Most)));
            Assert.That(File.ReadAllBytes(Path.Combine(Root, "batchnorm", "batchnorm.directory", name)), Is.EqualTo(stored.ReadAll(name, Most)));
        }
    }

    [TestCase("truncated", "is no complete zip file: it has no end-of-central-directory record; copy or download it again")]
    [TestCase("prefixed", "ends as a zip file and does not begin as one: something stands before it, as in programs that unpack themselves; zip the members again")]
    [TestCase("names-differ", "has 'config.json', which has another name in its local header, 'konfig.json'")]
    public void A_bad_file_is_refused(string file, string message) => Refuse(Bytes($"bad/zip-{file}.keras"), message);

    [TestCase("no-config", "config.json", "has no 'config.json'")]
    [TestCase("no-weights", "model.weights.h5", "has no 'model.weights.h5'")]
    [TestCase("symlink", "model.weights.h5", "has 'model.weights.h5', which is a symbolic link; a link is never followed")]
    [TestCase("bomb-weights", "model.weights.h5", "has 'model.weights.h5', which has 134,253,940 bytes when it is unpacked; at most 1,048,576 are read here")]
    [TestCase("absolute", "/tmp/escaped.txt", "has '/tmp/escaped.txt', which has an absolute path for a name and points outside the zip file")]
    [TestCase("absolute", "assets/C:\\escaped.txt", "has 'assets/C:\\escaped.txt', which has a backslash in its name, which some systems read as a folder's end")]
    public void A_bad_member_is_refused_when_it_is_asked_for(string file, string name, string message)
    {
        ZipMembers members = ZipMembers.Read(Bytes($"bad/zip-{file}.keras"));

        Assert.That(() => members.ReadAll(name, Most), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(message));
        Assert.That(members.Names, Does.Not.Contain(name).Or.Contains("model.weights.h5"));
    }

    [Test]
    public void What_inflates_to_much_is_read_where_that_is_allowed_and_takes_no_memory_where_it_is_not()
    {
        byte[] bytes = Bytes("bad/zip-bomb-weights.keras");
        byte[] good = ZipMembers.Read(Bytes("bad/good/good.keras")).ReadAll("model.weights.h5", Most);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ZipMembers members = ZipMembers.Read(bytes);
        Assert.That(() => members.ReadAll("model.weights.h5", Most), Throws.TypeOf<ContentFaultException>());
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(taken, Is.LessThan(200_000));
        Assert.That(members.ReadAll("model.weights.h5", 1L << 40).AsSpan().StartsWith(good), Is.True);
    }

    [Test]
    public void A_member_without_content_and_a_folder_are_legal()
    {
        ZipMembers members = ZipMembers.Read(new ZipParts(
            new ZipPart("assets/", []), new ZipPart("assets/empty", []), new ZipPart("assets/deflated", []) { Method = 8, Data = [3, 0] }).Bytes());

        Assert.That(members.Names, Is.EqualTo(["assets/empty", "assets/deflated"]));
        Assert.That(members.ReadAll("assets/empty", 0), Is.Empty);
        Assert.That(members.ReadAll("assets/deflated", 0), Is.Empty);
        Assert.That(() => members.ReadAll("assets/", 0), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has 'assets/', which is a folder"));
    }

    [Test]
    public void A_zip_file_without_members_is_one()
    {
        byte[] empty = new ZipParts().Bytes();

        Assert.That((ZipMembers.IsZip(empty), ZipMembers.Read(empty).Names.Count, ZipMembers.Read(empty).Has("a")), Is.EqualTo((true, 0, false)));
        Assert.That(ZipMembers.IsZip("PK"u8), Is.False);
    }

    [Test]
    public void The_limit_of_a_member_is_inclusive_and_one_byte_more_is_refused()
    {
        ZipMembers members = ZipMembers.Read(new ZipParts(new ZipPart("a", [1, 2, 3])).Bytes());

        Assert.That(members.ReadAll("a", 3), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(() => members.ReadAll("a", 2), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has 'a', which has 3 bytes when it is unpacked; at most 2 are read here"));
    }

    [Test]
    public void Ten_thousand_members_are_read_and_more_refused()
    {
        ZipPart[] parts = [.. Enumerable.Range(0, 10_001).Select(i => new ZipPart($"assets/{i}", []))];

        Assert.That(ZipMembers.Read(new ZipParts(parts[1..]).Bytes()).Names, Has.Count.EqualTo(10_000));
        Refuse(new ZipParts(parts).Bytes(), "is a zip file of 10,001 members; at most 10,000 are read here");
    }

    public static void Refuse(byte[] bytes, string message) =>
        Assert.That(() => ZipMembers.Read(bytes), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(message));

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Root, file));

    // Whatever it holds; any other exception fails the test.
    private static void ReadOrRefused(byte[] bytes)
    {
        try
        {
            ZipMembers members = ZipMembers.Read(bytes);
            foreach (string name in members.Names)
            {
                members.ReadAll(name, Most);
            }
        }
        catch (ContentFaultException fault)
        {
            Assert.That(Encoding.UTF8.GetByteCount(fault.Message), Is.InRange(5, 500));
        }
    }

    private static IEnumerable<string> KerasFiles() => Directory.EnumerateFiles(Root, "*.keras", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
