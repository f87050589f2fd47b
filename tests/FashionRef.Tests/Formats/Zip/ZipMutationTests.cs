using System.IO.Compression;
using System.IO.Hashing;
using FashionRef.Files;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

/// <summary>Whatever is changed in a file: it is refused in words, or read as another program reads it.</summary>
internal sealed class ZipMutationTests
{
    // Of each file; 25,000 of each were tried once, and Python's zipfile read 3,000 of those that are read here to the same bytes.
    private const int Count = 4000;

    private static readonly byte[] Text = [.. "some text, some text, some text"u8];

    private static IEnumerable<TestCaseData> Bases()
    {
        yield return new TestCaseData(ZipMembersTests.Bytes("bad/zip-no-weights.keras")).SetArgDisplayNames("stored");
        yield return new TestCaseData(Made().Bytes()).SetArgDisplayNames("deflated");
        yield return new TestCaseData((Made() with { Zip64 = end => ZipParts.Zip64Records(end.Start, end.Length, end.Count) }).Bytes()).SetArgDisplayNames("zip64");
        yield return new TestCaseData(WithDescriptors().Bytes()).SetArgDisplayNames("descriptors");
    }

    [TestCaseSource(nameof(Bases))]
    public void A_mutant_is_refused_or_read_as_another_program_reads_it(byte[] file) => Expect(file, Count);

    // Keras' three members, small.
    private static ZipParts Made() => new(
        ZipPart.Deflated("metadata.json", Text[..10]), ZipPart.Deflated("config.json", Text), new ZipPart("assets/", []), new ZipPart("model.weights.h5", Text));

    private static ZipParts WithDescriptors() => new([.. Made().Parts.Select(part => part with
    {
        Flags = 8,
        LocalCrc = 0,
        LocalLength = 0,
        LocalCompressedLength = 0,
        Behind = [.. "PK\u0007\u0008"u8, .. ZipPart.Numbers(Crc32.HashToUInt32(part.Content), (uint)(part.Data ?? part.Content).Length, (uint)part.Content.Length)],
    })]);

    private static void Expect(byte[] file, int count)
    {
        int accepted = 0;
        for (int number = 0; number < count; number++)
        {
            byte[] mutant = ZipMutants.Of(file, number);
            if (Members(mutant) is { } members && !mutant.AsSpan().SequenceEqual(file))
            {
                accepted++;
                RequireSame(mutant, members, number);
            }
        }

        TestContext.Out.WriteLine($"{accepted} of {count} mutants were read");
        Assert.That(accepted, Is.InRange(count / 100, count / 2));
    }

    private static Dictionary<string, byte[]>? Members(byte[] mutant)
    {
        try
        {
            ZipMembers members = ZipMembers.Read(mutant);
            return members.Names.ToDictionary(name => name, name => members.ReadAll(name, ZipMembersTests.Most));
        }
        catch (ContentFaultException)
        {
            return null;
        }
    }

    private static void RequireSame(byte[] mutant, Dictionary<string, byte[]> members, int number)
    {
        using ZipArchive archive = new(new MemoryStream(mutant));
        foreach ((string name, byte[] content) in members)
        {
            ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new AssertionException($"Mutant {number}: another program finds no '{name}'.");
            using MemoryStream expected = new();
            entry.Open().CopyTo(expected);
            Assert.That(content, Is.EqualTo(expected.ToArray()), $"Mutant {number}, '{name}'");
            Assert.That(Crc32.HashToUInt32(content), Is.EqualTo(entry.Crc32), $"Mutant {number}, '{name}'");
        }
    }
}
