using System.Buffers.Binary;
using System.Diagnostics;
using FashionRef.Engines.Inference;
using FashionRef.Evaluation.ModelFiles;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Evaluation.ModelFiles;

/// <summary>Files of samples and labels: <see cref="SampleFile"/>, <see cref="LabelFile"/>.</summary>
internal sealed class NumberFilesTests
{
    private static readonly BuiltModel Model = new Sequential(Shape.Of(4), [new Dense(3, Activation.Softmax)]).Build();

    [Test]
    public void More_samples_than_may_be_in_memory_are_refused_before_their_values_are_read()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder["x.npy"], Shape.Of(1000, 4), new double[4000]);

        Assert.That(SampleFile.Read(folder["x.npy"], Model).Count, Is.EqualTo(1000));
        Assert.That(
            () => SampleFile.Read(folder["x.npy"], Model, new InferenceLimits(100_000, 1e9)),
            Throws.TypeOf<FashionRefException>().With.Message.EqualTo("1,000 inputs need 0.000224 GB with their outputs of shape (3,), and at most 0.0001 GB may be used.")
                .And.Property(nameof(FashionRefException.Remedy)).EqualTo(Remedy.RaiseTheLimits));
    }

    // The product of its sizes is 0, and that of the first ones beyond any whole number.
    [Test]
    public void An_array_of_nothing_with_huge_sizes_is_refused()
    {
        using TemporaryFolder folder = new();
        string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647, 0), }".PadRight(117) + "\n";
        File.WriteAllBytes(folder["x.npy"], [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. System.Text.Encoding.ASCII.GetBytes(header)]);

        Assert.That(() => SampleFile.Read(folder["x.npy"], Model), Throws.TypeOf<FashionRefException>().With.Message.Contains("and so nothing to predict"));
    }

    [Test]
    public void A_header_that_goes_on_and_on_is_refused()
    {
        using TemporaryFolder folder = new();
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, 1_000_000);
        File.WriteAllBytes(folder["x.npy"], [0x93, .. "NUMPY"u8, 2, 0, .. length, .. new byte[1_000_000]]);

        Assert.That(() => SampleFile.Read(folder["x.npy"], Model), Throws.TypeOf<FashionRefException>().With.Message.Contains("its header has 1000000 bytes, and at most 65536 are read here"));
    }

    [TestCase(3, new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 2, 1, 0 }, null)]
    [TestCase(3, new byte[] { 0, 0, 8, 1, 0, 0, 0, 9, 2, 1, 0 }, "3 bytes follow its header. Its dimensions 9 must have 9.")]
    [TestCase(2, new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 2, 1, 0 }, "has labels of shape (3), and there are 2 inputs")]
    [TestCase(3, new byte[] { 0, 0, 8, 1 }, "it has 4 bytes. The header alone must have 8.")]
    public void Idx_labels_are_as_many_as_they_say(int count, byte[] file, string? told)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["y"], file);

        if (told is null)
        {
            Assert.That(LabelFile.Read(folder["y"], count, 3), Is.EqualTo(new[] { 2, 1, 0 }));
        }
        else
        {
            Assert.That(() => LabelFile.Read(folder["y"], count, 3), Throws.TypeOf<FashionRefException>().With.Message.Contains(told));
        }
    }

    [Test]
    public void Labels_of_another_shape_are_no_list()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder["y.npy"], Shape.Of(2, 4), new double[8]);

        Assert.That(() => LabelFile.Read(folder["y.npy"], 8, 3), Throws.TypeOf<FashionRefException>().With.Message.Contains("has labels of shape (2, 4), and there are 8 inputs and 3 classes"));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_pipe_is_read_once()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write(folder["y.npy"], Shape.Of(3), [2, 0, 1]);
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        Task writing = Task.Run(() =>
        {
            using FileStream pipe = new(folder["pipe"], FileMode.Open, FileAccess.Write);
            pipe.Write(File.ReadAllBytes(folder["y.npy"]));
        });

        int[] labels = await Task.Run(() => LabelFile.Read(folder["pipe"], 3, 3)).WaitAsync(TimeSpan.FromMinutes(1));

        await writing;
        Assert.That(labels, Is.EqualTo(new[] { 2, 0, 1 }));
    }
}
