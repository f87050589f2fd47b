using System.Text;
using System.Text.RegularExpressions;
using FashionRef.Files;
using FashionRef.Gate.Runs;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Files;

internal sealed class FileKindTests
{
    [TestCase(@"PK\u0003\u0004", "a zip file (as PyTorch's .pt, Keras' .keras and NumPy's .npz)")]
    [TestCase(@"\u0080\u0002}q", "a Python pickle (as PyTorch's old .pt)")]
    [TestCase(@"\u0080\u0004\u0095", "a Python pickle (as PyTorch's old .pt)")]
    [TestCase(@"\u0089HDF\r\n\u001A\n", "HDF5 (as Keras' .h5)")]
    [TestCase(@"\u0093NUMPY\u0001\0", "a NumPy array (.npy)")]
    [TestCase(@"\u001F\u008B\b", "a gzip file (unpack it first)")]
    [TestCase(@"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n", "a pointer of Git LFS and not the file itself (run 'git lfs pull')")]
    [TestCase("<!DOCTYPE html>", "an HTML page")]
    [TestCase(@"\u00EF\u00BB\u00BF\r\n <HTML lang=en>", "an HTML page")]
    [TestCase("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "an XML file")]
    [TestCase(@"\u0089PNG\r\n\u001A\n", "a PNG picture")]
    [TestCase(@"\u00FF\u00D8\u00FF\u00E0", "a JPEG picture")]
    [TestCase(@"RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "a WebP picture")]
    [TestCase(@"\0\0\0\u001Cftypavif", "a picture or film in the format 'avif'")]
    [TestCase(@"\0\0\b\u0003\0\0\u0027\u0010", "an IDX file of images")]
    [TestCase(@"\u00FF\u00FE{\0", "UTF-16 text (write it as UTF-8)")]
    [TestCase(@"BM\0\0\0\0\0\0{""a"":1}", "a safetensors file", Description = "Its length is also how another kind begins.")]
    [TestCase(@"\u00FE\u00FF\0{", "UTF-16 text (write it as UTF-8)")]
    [TestCase(@"\u00FF\u00FE\0\0{\0\0\0", "UTF-32 text (write it as UTF-8)")]
    [TestCase(@"\0\0\u00FE\u00FF\0\0\0{", "UTF-32 text (write it as UTF-8)")]
    [TestCase(@"\u00FD7zXZ\0", "an xz file (unpack it first)")]
    [TestCase(@"(\u00B5/\u00FD\u0004", "a zstd file (unpack it first)")]
    [TestCase("BZh91AY&SY", "a bzip2 file (unpack it first)")]
    [TestCase("BZhuntings,label", null)]
    [TestCase(@"7z\u00BC\u00AF'\u001C", "a 7z file (unpack it first)")]
    [TestCase(@"Rar!\u001A\u0007", "a RAR file (unpack it first)")]
    [TestCase(@"\u0004""M\u0018", "an lz4 file (unpack it first)")]
    [TestCase(@"BM\u0046\0\0\0\0\0\0\0\u0036", "a BMP picture")]
    [TestCase(@"BMI,label\n1,2\n", null, Description = "Text begins with these letters, too.")]
    [TestCase("%PDF-1.7", "a PDF file")]
    [TestCase(@"SQLite format 3\0", "an SQLite database")]
    [TestCase(@"PAR1\u0015", "a Parquet file")]
    [TestCase(@"MZ\u0090\0\u0003\0\0\0", "a program (Windows)")]
    [TestCase("<!-- moved --><html>", "an HTML page")]
    [TestCase("<head><title>502 Bad Gateway</title></head>", "an HTML page")]
    [TestCase(@"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML'>", "an HTML page")]
    [TestCase(@"[{""index"":0}]", "a JSON file")]
    [TestCase(@"{\t""format"":1}", "a JSON file")]
    [TestCase("", null)]
    [TestCase("P", null)]
    [TestCase(@"{""format"":1}", "a JSON file")]
    [TestCase(@"{\n  ""format"":", "a JSON file")]
    [TestCase(@"{\0\0\0\0\0\0\0 ", null)]
    [TestCase("index,label", null)]
    [TestCase(@"\0\0\0\0\0\0\0\0\0\0", null)]
    public void A_file_is_known_by_its_first_bytes(string start, string? name) =>
        Assert.That(FileKind.Name(Bytes(start)), Is.EqualTo(name));

    [TestCase(@"\u001F\u008B\b\0", "it is a gzip file (unpack it first)")]
    [TestCase(@"\u00FF\u00FE{\0", "it is UTF-16 text (write it as UTF-8)")]
    [TestCase(@"{\0""\0", "it is UTF-16 text (write it as UTF-8)")]
    [TestCase(@"\0{\0""", "it is UTF-16 text (write it as UTF-8)")]
    [TestCase(@"{\0\0\0""\0\0\0", "it is UTF-32 text (write it as UTF-8)")]
    [TestCase(@"\0\0\0{\0\0\0""", "it is UTF-32 text (write it as UTF-8)")]
    [TestCase(@"\u00FF\u00FE\0\0{\0\0\0", "it is UTF-32 text (write it as UTF-8)")]
    [TestCase("<html>", "it is an HTML page")]
    [TestCase(@"{""format""", "it is not JSON from line 1, byte 10 on")]
    public void Where_JSON_is_wanted_another_kind_is_called_by_its_name(string start, string fault)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["run.json"], Bytes(start));

        Refusal.Expect(() => GateRun.Read(folder["run.json"]), $"'{folder["run.json"]}' is no record of a run: {fault}");
    }

    [Test]
    public void A_tar_file_is_known_by_its_mark()
    {
        byte[] tar = [.. Encoding.ASCII.GetBytes("train-images-idx3-ubyte"), .. new byte[257 - 23], .. "ustar\0"u8, .. new byte[249]];

        Assert.That(FileKind.Name(tar), Is.EqualTo("a tar file (unpack it first)"));
    }

    [TestCase("conv/kernel.npy", "a zip file of NumPy arrays (.npz)")]
    [TestCase("metadata.json", "a zip file of Keras (.keras)")]
    [TestCase("archive/data.pkl", "a zip file with a pickle (as PyTorch's .pt)")]
    [TestCase("README", "a zip file (as PyTorch's .pt, Keras' .keras and NumPy's .npz)")]
    public void A_zip_file_is_known_by_the_first_name_in_it(string name, string kind)
    {
        byte[] zip = [.. "PK\u0003\u0004"u8, .. new byte[22], (byte)name.Length, 0, 0, 0, .. Encoding.ASCII.GetBytes(name), .. new byte[100]];

        Assert.That(FileKind.Name(zip), Is.EqualTo(kind));
        for (int length = 4; length < zip.Length; length++)
        {
            Assert.That(FileKind.Name(zip.AsSpan(0, length)), Does.StartWith("a zip file"));
        }
    }

    // Written as escapes: a case whose name has a control character in it is never run where tests are chosen by a filter.
    private static byte[] Bytes(string start) => Encoding.Latin1.GetBytes(Regex.Unescape(start));
}
