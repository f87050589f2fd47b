using System.IO.Hashing;
using FashionRef.Files;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

/// <summary>Every number of a zip file that can be wrong by itself, or could mean two things to two programs.</summary>
internal sealed class ZipFaultTests
{
    private const string LocalDiffers = "has 'a', which has another method, checksum or length in its local header than in the central directory";
    private const string Features = "has 'a', which uses features of the zip format that are not read here";
    private const string DescriptorDiffers = "has 'a', which has a data descriptor that is missing or says other than the central directory";
    private const string TwoZips = "has two end-of-central-directory records, so it is two zip files: which one is read depends on the program";
    private const string Prefixed = "ends as a zip file and does not begin as one: something stands before it, as in programs that unpack themselves; zip the members again";
    private const string Damaged = "is a zip file with a damaged central directory; copy or download it again";
    private const string Parts = "is one part of a zip file in several parts; join them first";
    private const string MisplacedZip64 = "has a zip64 end-of-central-directory record that is damaged or not in its place; copy or download it again";

    private static readonly byte[] Content = [.. "hello, hello, hello, hello"u8];
    private static readonly uint Crc = Crc32.HashToUInt32(Content);
    private static readonly ZipPart A = new("a", Content);
    private static readonly ZipPart B = new("b", [1]);
    private static readonly ZipPart Described = A with { Flags = 8, LocalCrc = 0, LocalLength = 0, LocalCompressedLength = 0 };
    private static readonly byte[] Descriptor = ZipPart.Numbers(Crc, (uint)Content.Length, (uint)Content.Length);
    private static readonly byte[] LongDescriptor = ZipPart.Numbers(Crc, (ulong)Content.Length, (ulong)Content.Length);
    private static readonly byte[] ZeroSizes = ZipPart.Field(1, ZipPart.Numbers(0UL, 0UL));
    private static readonly byte[] Sizes = ZipPart.Field(1, ZipPart.Numbers((ulong)Content.Length, (ulong)Content.Length));
    private static readonly byte[] Mark = [.. "PK\u0007\u0008"u8];

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Part("flags of the local header", A with { LocalFlags = 2 }, LocalDiffers);
        yield return Part("method of the local header", A with { LocalMethod = 8 }, LocalDiffers);
        yield return Part("checksum of the local header", A with { LocalCrc = 1 }, LocalDiffers);
        yield return Part("length of the local header", A with { LocalLength = 1 }, LocalDiffers);
        yield return Part("compressed length of the local header", A with { LocalCompressedLength = 1 }, LocalDiffers);
        yield return Part("checksum 0 without a descriptor", A with { LocalCrc = 0 }, LocalDiffers);
        yield return Part("name of the local header", A with { LocalNameBytes = [.. "c"u8] }, "has 'a', which has another name in its local header, 'c'");
        yield return Part("a long name of the local header", A with { LocalNameBytes = [.. Enumerable.Repeat((byte)'n', 65_535)] }, $"has 'a', which has another name in its local header, '{new string('n', 100)}'");
        yield return Part("case of the name", A with { LocalNameBytes = [.. "A"u8] }, "has 'a', which has another name in its local header, 'A'");
        yield return Part("encrypted", A with { Flags = 1 }, "has 'a', which is encrypted");
        yield return Part("strongly encrypted", A with { Flags = 64 }, "has 'a', which is encrypted");
        yield return Part("masked", A with { Flags = 8192 }, "has 'a', which is encrypted");
        yield return Part("a patch", A with { Flags = 32 }, Features);
        yield return Part("a flag without a meaning", A with { Flags = 0x8000 }, Features);
        yield return Part("a version to come", A with { Version = 64 }, Features);
        yield return Part("deflate64", A with { Method = 9 }, "has 'a', which is compressed by method 9; only members that are stored (0) or deflated (8) are read");
        yield return Part("stored in another length", A with { Length = 27 }, "has 'a', which is stored as it is, and should have another length than it takes");
        yield return Part("another disk", A with { Disk = 1 }, "has 'a', which is in another part of a zip file in several parts");
        yield return Part("a field cut off", A with { Extra = [1, 0, 1] }, "has 'a', which has damaged extra fields");
        yield return Part("a field longer than all", A with { Extra = [9, 0, 2, 0, 1] }, "has 'a', which has damaged extra fields");
        yield return Part("a field of the local header", A with { LocalExtra = [9, 0, 2, 0, 1] }, "has 'a', which has damaged extra fields");
        yield return Part("another name", A with { Extra = ZipPart.Field(0x7075, [1]) }, "has 'a', which has a second name in its extra fields, which only some programs read");
        yield return Part("two zip64 fields", A with { Extra = [.. ZipPart.Field(1, []), .. ZipPart.Field(1, [])] }, "has 'a', which has two zip64 extra fields");
        yield return Part("numbers twice", A with { Extra = Sizes }, "has 'a', which has numbers in its zip64 extra field that its header has too");
        yield return Part("numbers twice in the local header", A with { LocalExtra = Sizes }, "has 'a', which has numbers in its zip64 extra field that its header has too");
        yield return Part("no zip64 field", A with { Length = uint.MaxValue }, "has 'a', which lacks a number in its zip64 extra field");
        yield return Part(
            "other zip64 sizes",
            A with { LocalLength = uint.MaxValue, LocalCompressedLength = uint.MaxValue, LocalExtra = ZipPart.Field(1, ZipPart.Numbers(1UL, (ulong)Content.Length)) },
            LocalDiffers);
        yield return Part("a longer zip64 size", A with { Length = uint.MaxValue, Extra = ZipPart.Field(1, ZipPart.Numbers(ulong.MaxValue)) }, "has 'a', which should be longer than the whole file");
        yield return Part("a longer compressed size", A with { CompressedLength = 0x8000_0000 }, "has 'a', which should be longer than the whole file");
        yield return Part("a later start", A with { Start = 0x8000_0000 }, "has 'a', which should be longer than the whole file");
        yield return Part("data longer than the file", A with { CompressedLength = 1000, Length = 1000 }, "has 'a', which overlaps with what follows it");
        yield return Part("data of the next member too", A with { CompressedLength = 27, Length = 27 }, "has 'a', which overlaps with what follows it");
        yield return Part("bytes of no member", A with { Behind = [0] }, "has 'a', which is followed by 1 bytes that belong to no member");
        yield return Part("a member that is not listed", A with { IsListed = false }, "has 57 bytes at its start that belong to no member");
        yield return Part("a start in the middle", A with { Start = 1 }, "has 1 bytes at its start that belong to no member");
        yield return Part("no descriptor", Described, DescriptorDiffers);
        yield return Part("half a descriptor", Described with { Behind = Descriptor[..11] }, DescriptorDiffers);
        yield return Part("a descriptor and a byte", Described with { Behind = [.. Descriptor, 0] }, DescriptorDiffers);
        yield return Part("other mark of a descriptor", Described with { Behind = [0, 0, 0, 0, .. Descriptor] }, DescriptorDiffers);
        yield return Part("other checksum of a descriptor", Described with { Behind = ZipPart.Numbers(1u, (uint)Content.Length, (uint)Content.Length) }, DescriptorDiffers);
        yield return Part("other compressed length of a descriptor", Described with { Behind = ZipPart.Numbers(Crc, 1u, (uint)Content.Length) }, DescriptorDiffers);
        yield return Part("other length of a descriptor", Described with { Behind = ZipPart.Numbers(Crc, (uint)Content.Length, 1u) }, DescriptorDiffers);
        yield return Part("a long descriptor", Described with { Behind = LongDescriptor }, DescriptorDiffers);
        yield return Part("other length in a local header with a descriptor", Described with { Behind = Descriptor, LocalLength = 1 }, LocalDiffers);

        yield return File("an empty file", [], "is empty");
        yield return File("text", [.. "hello, this is no zip file"u8], "is no complete zip file: it has no end-of-central-directory record; copy or download it again");
        yield return File("a picture", [0x89, .. "PNG\r\n"u8], "is a PNG picture, but must be a zip file");
        yield return File("half an end", new ZipParts(A).Bytes()[..^1], "is no complete zip file: its end-of-central-directory record is cut off; copy or download it again");
        yield return Whole("bytes behind", new(A, B) { Behind = [1, 2] }, "has 2 bytes behind the end of the zip file in it; copy or download it again");
        yield return Whole("half a comment", new(A, B) { CommentLength = 1 }, "is no complete zip file: its end-of-central-directory record is cut off; copy or download it again");
        yield return Whole("an end in the comment", new(A, B) { Comment = new ZipParts().Bytes() }, TwoZips);
        yield return Whole("an end within an end", new(A with { Content = [.. "PK\u0005\u0006"u8, .. new byte[16], 148, 0] }, B), TwoZips);
        yield return Whole("a mark in the comment", new(A, B) { Comment = [.. "PK\u0005\u0006"u8] }, "is no complete zip file: its end-of-central-directory record is cut off; copy or download it again");
        yield return Whole("too few members", new(A, B) { Count = 1 }, Damaged);
        yield return Whole("too many members", new(A, B) { Count = 3 }, Damaged);
        yield return Whole("members on another disk", new(A, B) { CountHere = 1 }, Parts);
        yield return Whole("the second disk", new(A, B) { Disk = 1 }, Parts);
        yield return Whole("a directory on the second disk", new(A, B) { DirectoryDisk = 1 }, Parts);
        yield return Whole("an earlier directory", new(A, B) { DirectoryStart = 1 }, "has a central directory of 94 bytes at byte 1, which does not end at byte 183, where the zip file's end begins; copy or download it again");
        yield return Whole("a shorter directory", new(A, B) { DirectoryLength = 93 }, "has a central directory of 93 bytes at byte 89, which does not end at byte 183, where the zip file's end begins; copy or download it again");
        yield return Whole("a longer directory", new(A, B) { DirectoryLength = uint.MaxValue }, "has a central directory of 4294967295 bytes at byte 89, which does not end at byte 183, where the zip file's end begins; copy or download it again");
        yield return Whole("a signature of the directory", new(A, B) { BehindDirectory = [.. "PK\u0005\u0005"u8, 0, 0], DirectoryLength = 100 }, Damaged);
        yield return Whole("a directory that is cut off", new(A, B) { DirectoryLength = 137, DirectoryStart = 89, BehindDirectory = [.. "PK\u0001\u0002"u8, .. new byte[39]] }, Damaged);
        yield return Whole("a prefix", new(A, B) { Prefix = [1, 2, 3] }, Prefixed);
        yield return Whole("only a prefix", new() { Prefix = [1, 2, 3] }, Prefixed);
        yield return Whole("one header for two", new(A, B with { Start = 0 }), "has 'a', which has no local header where the central directory says, or one in the place of another");
        yield return Whole("a header in the data of another", new(A, B with { Start = 40 }), "has 'a', which overlaps with what follows it");
        yield return Whole("a header in the directory", new(A, B with { Start = 89 }), "has 'a', which is followed by 32 bytes that belong to no member");
        yield return Whole("a member within a member", new(A with { Content = new ZipParts(B).Bytes()[..32] }, B with { Start = 31, IsListed = true }), "has 'a', which overlaps with what follows it");

        yield return Whole("zip64 numbers that differ", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 3) }, "has two end-of-central-directory records, ordinary and zip64, that disagree");
        yield return Whole("a zip64 start that differs", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start - 1, end.Length, 2, at: 183) }, "has two end-of-central-directory records, ordinary and zip64, that disagree");
        yield return Whole("a zip64 length that differs", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length - 1, 2, at: 183) }, "has two end-of-central-directory records, ordinary and zip64, that disagree");
        yield return Whole("zip64 numbers elsewhere", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 2, at: 1) }, MisplacedZip64);
        yield return Whole("more zip64 numbers", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 2, size: 45) }, MisplacedZip64);
        yield return Whole("zip64 on disks", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 2, disks: 2) }, Parts);
        yield return Whole("no zip64 numbers", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 2)[56..] }, MisplacedZip64);
        yield return Whole("a large zip64 directory", new(A, B) { DirectoryLength = uint.MaxValue, Zip64 = end => ZipParts.Zip64Records(end.Start, 0x8000_0000, 2, at: 183) }, "has a central directory of 2147483648 bytes at byte 89, which does not end at byte 183, where the zip file's end begins; copy or download it again");
    }

    private static IEnumerable<TestCaseData> Legal()
    {
        byte[] allSizes = ZipPart.Field(1, ZipPart.Numbers((ulong)Content.Length, (ulong)Content.Length, 0UL));
        yield return Read("plain", new(A, B));
        yield return Read("deflated", new(ZipPart.Deflated("a", Content), B));
        yield return Read("deflated with a hint", new(ZipPart.Deflated("a", Content) with { Flags = 6 }, B));
        yield return Read("a descriptor", new(Described with { Behind = Descriptor }, B));
        yield return Read("a descriptor with its mark", new(Described with { Behind = [.. Mark, .. Descriptor] }, B));
        yield return Read("a descriptor and sizes", new(A with { Flags = 8, Behind = Descriptor }, B));
        yield return Read("a zip64 descriptor", new(Described with { LocalLength = uint.MaxValue, LocalCompressedLength = uint.MaxValue, LocalExtra = ZeroSizes, Behind = [.. Mark, .. LongDescriptor] }, B));
        yield return Read("a zip64 descriptor without its mark", new(Described with { LocalLength = uint.MaxValue, LocalCompressedLength = uint.MaxValue, LocalExtra = ZeroSizes, Behind = LongDescriptor }, B));
        yield return Read("zip64 sizes in the local header", new(A with { LocalLength = uint.MaxValue, LocalCompressedLength = uint.MaxValue, LocalExtra = Sizes }, B));
        yield return Read("all in zip64", new(
            A with { Length = uint.MaxValue, CompressedLength = uint.MaxValue, Start = uint.MaxValue, Extra = allSizes, LocalExtra = Sizes }, B));
        yield return Read("zip64 records", new(A, B) { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 2) });
        yield return Read("zip64 records that are needed", new(A, B) { Disk = 65535, DirectoryDisk = 65535, Count = 65535, DirectoryStart = uint.MaxValue, DirectoryLength = uint.MaxValue, Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, 2) });
        yield return Read("other extra fields", new(A with { Extra = ZipPart.Field(0x5455, [1, 2]), LocalExtra = [.. ZipPart.Field(9, []), .. ZipPart.Field(0x5455, [1, 2, 3])] }, B));
        yield return Read("comments", new(A with { Comment = [1, 2, 3] }, B) { Comment = [.. "made by hand"u8] });
        yield return Read("an end in a member that is not that of the file", new(A, B with { Content = new ZipParts().Bytes() }));
        yield return Read("a permission", new(A with { Attributes = 0x81A4u << 16, Version = 45 }, B));
    }

    [TestCaseSource(nameof(Faults))]
    public void It_is_refused(byte[] file, string message) => ZipMembersTests.Refuse(file, message);

    [TestCaseSource(nameof(Legal))]
    public void It_is_read(byte[] file) => Assert.That(ZipMembers.Read(file).ReadAll("a", 100), Is.EqualTo(Content));

    [Test]
    public void Members_may_stand_in_any_order_in_the_directory()
    {
        byte[] file = new ZipParts(A with { Start = 57 }, A with { Name = "b", Start = 0, NameBytes = [.. "b"u8] }).Bytes();

        // Local headers in the order a, b; the directory names a at the second, which is b's.
        ZipMembersTests.Refuse(file, "has 'b', which has another name in its local header, 'a'");
        byte[] swapped = [.. file[..114], .. file[161..208], .. file[114..161], .. file[208..]];
        swapped[114 + 46] = (byte)'a';
        swapped[161 + 46] = (byte)'b';
        Assert.That(ZipMembers.Read(swapped).Names, Is.EqualTo(["a", "b"]));
    }

    [Test]
    public void A_checksum_that_both_headers_agree_on_is_still_checked()
    {
        ZipMembers members = ZipMembers.Read(new ZipParts(A with { Crc = Crc ^ 1 }, ZipPart.Deflated("c", Content) with { Crc = Crc ^ 1 }).Bytes());

        foreach (string name in members.Names)
        {
            Assert.That(() => members.ReadAll(name, 100), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(
                $"has '{name}', which is damaged: its CRC-32 is not the one in the zip file; copy or download the file again"));
        }
    }

    [TestCase(0xA1FFu, "is a symbolic link; a link is never followed")]
    [TestCase(0x41FFu, "is a folder")]
    [TestCase(0x11FFu, "is a pipe")]
    [TestCase(0x21FFu, "is a device")]
    [TestCase(0x61FFu, "is a device")]
    [TestCase(0xC1FFu, "is no regular file")]
    public void What_is_no_regular_file_is_refused_when_it_is_asked_for(uint mode, string reason)
    {
        ZipMembers members = ZipMembers.Read(new ZipParts(new ZipPart("config.json", [1]) { Attributes = mode << 16 }, A).Bytes());

        Assert.That(members.Names, Is.EqualTo(["a"]));
        Assert.That(members.Has("config.json"), Is.True);
        Assert.That(() => members.ReadAll("config.json", 9), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo($"has 'config.json', which {reason}"));
        Assert.That(() => members.LengthOf("config.json"), Throws.TypeOf<ContentFaultException>());
    }

    [Test]
    public void What_DOS_marks_as_a_folder_is_no_file()
    {
        ZipMembers members = ZipMembers.Read(new ZipParts(A with { Attributes = 0x10 }).Bytes());

        Assert.That(() => members.ReadAll("a", 100), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has 'a', which is a folder"));
    }

    // An HDF5 reader looks at the start, and at 512 and its doubles.
    [TestCase(0, false)]
    [TestCase(512, false)]
    [TestCase(1024, false)]
    [TestCase(8192, false)]
    [TestCase(511, true)]
    [TestCase(1536, true)]
    public void A_file_that_is_HDF5_too_is_refused(int at, bool isRead)
    {
        byte[] signature = [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n'];
        byte[] file = at == 0
            ? new ZipParts(A) { Prefix = signature }.Bytes()
            : new ZipParts(new ZipPart("x", [.. new byte[at - 31], .. signature, 0]), A).Bytes();

        if (isRead)
        {
            Assert.That(ZipMembers.Read(file).Names, Has.Count.EqualTo(2));
        }
        else
        {
            ZipMembersTests.Refuse(file, $"is both a zip file and, from byte {at} on, an HDF5 file: which one is read depends on the program");
        }
    }

    [TestCase("model.weights.h5", 0, true)]
    [TestCase("assets/weights.h5", 0, false)]
    [TestCase("model.weights.h5", 8, false)]
    public void Weights_that_begin_by_chance_where_HDF5_looks_are_read(string name, int behindStart, bool isRead)
    {
        byte[] signature = [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n'];
        int before = 512 - 31 - 30 - name.Length - behindStart;
        byte[] file = new ZipParts(new ZipPart("x", new byte[before]), new ZipPart(name, [.. new byte[behindStart], .. signature])).Bytes();

        Assert.That(() => ZipMembers.Read(file), isRead ? Throws.Nothing : Throws.TypeOf<ContentFaultException>());
    }

    private static TestCaseData Part(string name, ZipPart part, string message) => Whole(name, new(part, B), message);

    private static TestCaseData Whole(string name, ZipParts parts, string message) => File(name, parts.Bytes(), message);

    private static TestCaseData File(string name, byte[] file, string message) => new TestCaseData(file, message).SetArgDisplayNames(name);

    private static TestCaseData Read(string name, ZipParts parts) => new TestCaseData(parts.Bytes()).SetArgDisplayNames(name);
}
