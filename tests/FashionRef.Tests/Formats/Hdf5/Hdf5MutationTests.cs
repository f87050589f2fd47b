using System.Buffers.Binary;
using FashionRef.Files;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>
/// Right files with wrong bytes where they hurt: in what describes the data. Each is read to its end or refused, and takes no more memory
/// than its length lets expect.
/// </summary>
[NonParallelizable]
internal sealed class Hdf5MutationTests
{
    private const int Mutants = 4000;

    // Measured: 12 times the file, all that was ever asked for taken together; each array alone takes three times its length.
    private const long MostOfAByte = 20;
    private const long MostOfAFile = 1024 * 1024;

    private static readonly string[] Signatures = ["TREE", "SNOD", "HEAP", "GCOL", "OHDR", "BTHD", "BTLF", "BTIN", "FRHP", "FHIB", "FHDB", "\u0089HDF"];

    [TestCase("bad/good/good.weights.h5")]
    [TestCase("batchnorm/batchnorm.h5")]
    [TestCase("bad/h5-gzip-shuffle.weights.h5")]
    [TestCase("odd-names-unicode/odd-names-unicode.h5")]
    public void A_mutant_is_read_or_refused(string path) => Run(KerasFiles.Read(path), stream: path.Length, Mutants);

    [Test]
    public void A_mutant_of_what_is_written_here_is_read_or_refused()
    {
        using MemoryStream written = new();
        FashionRef.Formats.Hdf5.Hdf5Writer.Write(written, new(
            [("names", new[] { "a", "b" }), ("none", Array.Empty<double>())],
            [("g", new([("name", "dense")], [], [("0", new([2, 2], FashionRef.Formats.Hdf5.Hdf5Type.BFloat16, [1, 2, 3, 4]))]))],
            [("x", new([3], FashionRef.Formats.Hdf5.Hdf5Type.Float32, [1, 2, 3]))]));

        Run(written.ToArray(), stream: 1, Mutants);
    }

    public static void Run(byte[] content, int stream, int mutants)
    {
        int[] places = Structure(content);
        RandomNumbers random = new(1, stream);
        long mostTaken = 0;
        int refused = 0;
        for (int i = 0; i < mutants; i++)
        {
            byte[] mutant = [.. content];
            for (int changes = 1 + random.Below(3); changes > 0; changes--)
            {
                Change(mutant, places, ref random);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.That(() => refused += IsRefused(mutant) ? 1 : 0, Throws.Nothing, $"mutant {i}");
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            mostTaken = Math.Max(mostTaken, taken);
            Assert.That(taken, Is.LessThan(MostOfAFile + (MostOfAByte * content.Length)), $"mutant {i}");
        }

        TestContext.Out.WriteLine($"{mutants} mutants of {content.Length} bytes, {refused} refused, took at most {mostTaken} bytes");
    }

    private static bool IsRefused(byte[] content)
    {
        try
        {
            Hdf5Content.ReadAll(content);
            return false;
        }
        catch (ContentFaultException)
        {
            return true;
        }
    }

    /// <summary>Signatures, headers and what is near them.</summary>
    public static int[] Structure(byte[] content)
    {
        HashSet<int> places = [.. Enumerable.Range(0, 400)];
        foreach (byte[] signature in Signatures.Select(System.Text.Encoding.Latin1.GetBytes))
        {
            for (int start = 0; content.AsSpan(start).IndexOf(signature) is int found and >= 0; start += found + 1)
            {
                places.UnionWith(Enumerable.Range(start + found, 400));
            }
        }

        // Object headers of the old form have no signature: a version, a zero, few messages, and few names.
        for (int i = 0; i + 16 < content.Length; i += 8)
        {
            if (content[i] == 1 && content[i + 1] == 0 && content[i + 2] is > 0 and < 40 && content[i + 3] == 0 && BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(i + 4)) < 100)
            {
                places.UnionWith(Enumerable.Range(i, 300));
            }
        }

        return [.. places.Where(place => place < content.Length).Order()];
    }

    public static void Change(byte[] mutant, int[] places, ref RandomNumbers random)
    {
        int place = places[random.Below(places.Length)];
        int word = place / 8 * 8;
        Span<byte> rest = mutant.AsSpan(word);
        switch (random.Below(8))
        {
            case 0:
                mutant[place] = (byte)random.Below(256);
                break;
            case 1:
                mutant[place] ^= (byte)(1 << random.Below(8));
                break;
            case 2 when rest.Length >= 8:
                // Another address of the file, so that things lead to one another.
                int other = places[random.Below(places.Length)] / 8 * 8;
                BinaryPrimitives.WriteUInt64LittleEndian(rest, (ulong)other);
                break;
            case 3 when rest.Length >= 8:
                ulong[] extremes = [0, 1, ulong.MaxValue, long.MaxValue, int.MaxValue, uint.MaxValue, (ulong)mutant.Length, 1UL << 40];
                BinaryPrimitives.WriteUInt64LittleEndian(rest, extremes[random.Below(extremes.Length)]);
                break;
            case 4 when rest.Length >= 8:
                BinaryPrimitives.WriteUInt64LittleEndian(rest, BinaryPrimitives.ReadUInt64LittleEndian(rest) + (ulong)random.Below(17) - 8);
                break;
            case 5 when mutant.Length - place >= 2:
                BinaryPrimitives.WriteUInt16LittleEndian(mutant.AsSpan(place), (ushort)random.Below(65536));
                break;
            case 6:
                // One structure over another.
                int from = places[random.Below(places.Length)];
                int length = Math.Min(8 + random.Below(120), mutant.Length - Math.Max(from, place));
                mutant.AsSpan(from, length).ToArray().CopyTo(mutant, place);
                break;
            default:
                mutant[place] = 0xFF;
                break;
        }
    }
}
