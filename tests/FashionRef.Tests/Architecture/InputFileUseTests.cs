using System.Text.RegularExpressions;

namespace FashionRef.Tests.Architecture;

/// <summary>There is one way to a file that the program reads: the others forget folders, pipes and files without end.</summary>
internal sealed partial class InputFileUseTests
{
    // What opens files by itself: the way itself, what only writes, locks, and what the kernel says of processes, processor and streams.
    private static readonly string[] Others =
    [
        "FashionRef/Data/Sources/PartFile.cs",
        "FashionRef/Files/AtomicFile.cs",
        "FashionRef/Files/FileOwner.cs",
        "FashionRef/Files/FolderLock.cs",
        "FashionRef/Files/InputFile.cs",
        "FashionRef/Files/StandardStreams.cs",
        "FashionRef/Formats/TensorBoard/EventFile.cs",
        "FashionRef/Training/Runs/Machine/ProcessorIdentity.cs",
        "FashionRef/Training/Runs/Machine/ProcessorInfo.cs",
    ];

    [Test]
    public void No_other_file_opens_one_for_reading()
    {
        string root = Path.Combine(Repository.Root, "src");

        IEnumerable<string> found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => Opening().IsMatch(File.ReadAllText(Path.Combine(root, file))));

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(Others), "Use InputFile. (A file that opens none any longer leaves the list.)");
    }

    [GeneratedRegex(@"\bFile\.(Open|Read)|\bFileStream(\s+\w+\s*=\s*new)?\(|\bFileStream \w+ = new\(|FileInfo\([^)]*\)\.Open|SK(Data|Codec|Bitmap|Image)\.(Create|Decode|FromEncodedData)\(path|MemoryMappedFile|\bRandomAccess\.")]
    private static partial Regex Opening();
}
