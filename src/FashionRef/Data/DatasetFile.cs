namespace FashionRef.Data;

/// <summary>
/// One IDX file and how it is recognised. Packers give the same content different .gz bytes,
/// so only the decompressed bytes identify a file; <see cref="GzipLength"/> bounds a download and sizes its progress bar.
/// </summary>
/// <param name="Name">The file's name without <c>.gz</c>, the same at every source.</param>
/// <param name="Magic">The first four bytes, big-endian: <see cref="IdxReader.ImagesMagic"/> or <see cref="IdxReader.LabelsMagic"/>.</param>
/// <param name="PlainLength">Length of the decompressed file in bytes.</param>
/// <param name="Sha256">SHA-256 of the decompressed file, 64 lower-case hexadecimal digits.</param>
/// <param name="GzipLength">Length of the officially distributed .gz in bytes.</param>
/// <param name="MnistSha256">SHA-256 of MNIST's decompressed file of the same name, to recognise the mix-up.</param>
public sealed record DatasetFile(string Name, int Magic, long PlainLength, string Sha256, long GzipLength, string MnistSha256)
{
    /// <summary>The name under which sources offer the compressed file.</summary>
    public string GzipName => Name + ".gz";

    /// <summary>The most bytes that a .gz of this file may have: a longer download is stopped. Packers differ by far less.</summary>
    public long LongestGzip => GzipLength + (GzipLength / 8) + 1024;

    /// <summary>The name with a dot that some collections give the plain file, for example <c>train-images.idx3-ubyte</c>.</summary>
    internal string DottedName => Name.Replace("-idx", ".idx", StringComparison.Ordinal);

    /// <summary>The most bytes that a packed or plain file may have: a longer one is not read.</summary>
    internal long LongestFile => PlainLength + (PlainLength / 8) + 1024;
}
