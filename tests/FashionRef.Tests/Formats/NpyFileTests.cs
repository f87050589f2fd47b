using System.Buffers.Binary;
using System.Text;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Tests.Formats;

internal sealed class NpyFileTests
{
    private const string Header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }          \n";

    private static readonly float[] Values = [1.5f, -0f, float.NaN, float.Epsilon, float.MaxValue, 0.1f];

    [TestCase(1, Header)]
    [TestCase(2, Header)]
    [TestCase(1, "{'shape':(2,3),'descr':'<f4','fortran_order':False}")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }", Description = "As Python 2 wrote it.")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, 'shape': ( 2 ,3, ), }")]
    public void Every_bit_comes_back_from_either_version(int major, string header)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["f"], Bytes(major, header));

        double[] read = NpyFile.Read(folder["f"], Shape.Of(2, 3));

        Assert.That(read.Select(value => (float)value), Is.EqualTo(Values));
        Assert.That(double.IsNegative(read[1]), Is.True);
    }

    [Test]
    public void NumPys_own_file_is_read()
    {
        double[] read = NpyFile.Read(KerasReference.ProbabilitiesFile(1), Shape.Of(10_000, 10));

        Assert.That(read, Has.Length.EqualTo(100_000));
        Assert.That(read.Take(10).Sum(), Is.EqualTo(1).Within(1e-6));
    }

    [TestCase(3, Header, "version 3.0")]
    [TestCase(1, "{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "'>f4'")]
    [TestCase(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", "'<f8'")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "Fortran")]
    [TestCase(1, "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", "it holds Python objects")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3L, 1), }", "its shape is (2, 3L, 1)")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", "its shape is (3, 2)")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", "its shape is (6,)")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "its shape is ()")]
    [TestCase(1, "{'descr': '<f4', 'fortran_order': False, }", "not understood")]
    [TestCase(1, "{'descr': '<f4', 'descr': '<f4', 'shape': (2, 3), }", "not understood")]
    [TestCase(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }", "not understood")]
    [TestCase(1, "", "not understood")]
    public void Another_array_is_refused_with_what_it_is_and_what_is_read(int major, string header, string what)
    {
        FashionRefException error = Refuse(Bytes(major, header));

        Assert.That(error.Message, Does.Contain(what).And.Contain("float32 array of shape (2, 3)")
            .And.Contain("numpy.save(file, numpy.ascontiguousarray(array, '<f4'))"), "That makes a right file of any of them.");
    }

    [Test]
    public void A_file_cut_short_anywhere_is_refused()
    {
        byte[] whole = Bytes(1, Header);

        for (int length = 0; length < whole.Length; length++)
        {
            Refuse(whole[..length]);
        }
    }

    [Test]
    public void A_longer_file_is_refused() =>
        Assert.That(Refuse([.. Bytes(1, Header), 0]).Message, Does.Contain("25 bytes follow its header, and the array has 24"));

    [Test]
    public void A_header_longer_than_the_file_is_refused_before_it_is_read()
    {
        byte[] bytes = Bytes(2, Header);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), uint.MaxValue);

        Assert.That(Refuse(bytes).Message, Does.Contain("its header should have 4294967295 bytes"));
    }

    [Test]
    public void A_file_of_another_kind_is_refused() =>
        Assert.That(Refuse(Encoding.ASCII.GetBytes("index,label,predicted")).Message, Does.Contain("magic word"));

    [Test]
    public void A_file_of_a_known_kind_is_called_by_its_name() => Assert.That(Refuse([.. "PK\u0003\u0004"u8, .. new byte[22], 10, 0, 0, 0, .. "arr_0.npy!"u8]).Message, Does.Contain(": it is a zip file"));

    [Test]
    public void A_missing_file_is_refused_by_name() =>
        Assert.That(() => NpyFile.Read("no-such-file", Shape.Of(1)), Throws.TypeOf<FashionRefException>().With.Message.Contain("no-such-file"));

    private static FashionRefException Refuse(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["f"], bytes);
        FashionRefException error = Assert.Throws<FashionRefException>(() => NpyFile.Read(folder["f"], Shape.Of(2, 3)))!;
        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"'{folder["f"]}' is not a NumPy file"));
        return error;
    }

    private static byte[] Bytes(int major, string header)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        byte[] numbers = new byte[Values.Length * sizeof(float)];
        foreach ((int i, float value) in Values.Index())
        {
            BinaryPrimitives.WriteSingleLittleEndian(numbers.AsSpan(i * sizeof(float)), value);
        }

        return
        [
            0x93, .. "NUMPY"u8, (byte)major, 0,
            .. length.AsSpan(0, major == 1 ? 2 : 4), .. Encoding.ASCII.GetBytes(header), .. numbers,
        ];
    }
}
