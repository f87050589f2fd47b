using System.Buffers.Binary;
using FashionRef.Build;
using FashionRef.Build.Elf;

namespace FashionRef.Tests.Build.Elf;

internal sealed class SymbolVersionWeakeningTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const byte WeakFlag = 2;

    [Test]
    public void Sets_the_weak_flag_of_the_version_and_changes_no_other_byte()
    {
        byte[] before = Library().Build();
        byte[] after = [.. before];

        SymbolVersionWeakening.Apply(after, Version);

        int[] changed = [.. Enumerable.Range(0, before.Length).Where(offset => before[offset] != after[offset])];
        VersionRequest request = VersionRequests.Read(new ElfFile(before)).Single(request => request.Version == Version);
        Assert.That(changed, Is.EqualTo(new[] { request.FlagsOffset }));
        Assert.That(after[request.FlagsOffset], Is.EqualTo(before[request.FlagsOffset] | WeakFlag));
    }

    [Test]
    public void A_request_that_is_weak_already_stays_as_it_is()
    {
        byte[] once = Library().Build();
        SymbolVersionWeakening.Apply(once, Version);
        byte[] twice = [.. once];

        SymbolVersionWeakening.Apply(twice, Version);

        Assert.That(twice, Is.EqualTo(once));
    }

    [Test]
    public void A_file_that_is_no_ELF_file_is_refused_with_how_it_begins()
    {
        byte[] bytes = Library().Build();
        bytes[0] = (byte)'M';

        AssertRefused(bytes, ErrorCode.BrokenElfFile, "begins with 4D454C46 instead of 7F454C46");
    }

    [TestCase(TinyElf.ClassOffset, 1, "class is 1 and the byte order 1")]
    [TestCase(TinyElf.ByteOrderOffset, 2, "class is 2 and the byte order 2")]
    public void A_32_bit_or_big_endian_file_is_refused(int offset, byte value, string message)
    {
        byte[] bytes = Library().Build();
        bytes[offset] = value;

        AssertRefused(bytes, ErrorCode.BrokenElfFile, message);
    }

    [Test]
    public void A_section_table_outside_of_the_file_is_refused([Values(1_000_000UL, ulong.MaxValue)] ulong offset)
    {
        byte[] bytes = Library().Build();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(TinyElf.SectionTableOffset), offset);

        AssertRefused(bytes, ErrorCode.BrokenElfFile, $"section table at byte {offset} with 384 bytes is outside");
    }

    [Test]
    public void Requests_that_stand_on_each_other_are_refused_instead_of_read_without_end()
    {
        byte[] bytes = Library().Build();
        ElfSection needs = new ElfFile(bytes).FindSection(SectionType.VersionNeeds)!.Value;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(needs.Offset + 12), 0);

        AssertRefused(bytes, ErrorCode.BrokenElfFile, "2 entries left where its link to the next one is 0");
    }

    [Test]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] bytes = Library().Build();

        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] part = bytes[..length];
            Assert.That(
                () => SymbolVersionWeakening.Apply(part, Version),
                Throws.TypeOf<BuildTaskException>().With.Property("Code").EqualTo(ErrorCode.BrokenElfFile),
                $"{length} of {bytes.Length} bytes");
        }
    }

    [Test]
    public void A_wrong_byte_anywhere_gives_a_result_or_a_coded_error_and_nothing_else([Values(0x00, 0x01, 0x7F, 0x80, 0xFF)] byte value)
    {
        byte[] bytes = Library().Uses("GLIBCXX_3.4.30").Build();

        for (int offset = 0; offset < bytes.Length; offset++)
        {
            byte[] broken = [.. bytes];
            broken[offset] = value;
            Assert.That(() => TryApply(broken), Throws.Nothing, $"{value} at byte {offset}");
        }
    }

    [Test]
    public void A_version_that_is_not_asked_for_is_refused_with_those_that_are() =>
        AssertRefused(
            new TinyElf().Needs("libstdc++.so.6", "GLIBCXX_3.4.29", "GLIBCXX_3.4.33").Build(),
            ErrorCode.VersionMissing,
            "does not ask for GLIBCXX_3.4.32, but for GLIBCXX_3.4.29, GLIBCXX_3.4.33.");

    [Test]
    public void A_version_that_is_asked_for_twice_is_refused_with_both_libraries() =>
        AssertRefused(
            new TinyElf().Needs("libstdc++.so.6", Version).Needs("libother.so", Version).Build(),
            ErrorCode.VersionAmbiguous,
            "in libstdc++.so.6 and in libother.so");

    [Test]
    public void A_version_whose_symbol_is_used_is_refused_with_the_symbol() =>
        AssertRefused(Library().Uses(Version).Build(), ErrorCode.VersionInUse, $"uses '{TinyElf.SymbolOf(Version)}'");

    private static TinyElf Library() => new TinyElf()
        .Needs("libc.so.6", "GLIBC_2.14", "GLIBC_2.34")
        .Needs("libstdc++.so.6", "GLIBCXX_3.4.30", Version, "GLIBCXX_3.4");

    private static void TryApply(byte[] bytes)
    {
        try
        {
            SymbolVersionWeakening.Apply(bytes, Version);
        }
        catch (BuildTaskException)
        {
            // Refusing the file is right, too.
        }
    }

    private static void AssertRefused(byte[] bytes, string code, string message)
    {
        byte[] before = [.. bytes];

        Assert.That(
            () => SymbolVersionWeakening.Apply(bytes, Version),
            Throws.TypeOf<BuildTaskException>()
                .With.Property("Code").EqualTo(code)
                .And.Message.Contains(message));
        Assert.That(bytes, Is.EqualTo(before));
    }
}
