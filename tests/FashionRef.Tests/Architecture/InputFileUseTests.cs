using System.Text.RegularExpressions;

namespace FashionRef.Tests.Architecture;

/// <summary>There is one way to a file that the program reads: the others forget folders, pipes and files without end.</summary>
internal sealed partial class InputFileUseTests
{
    // What opens files by itself: the way itself, what only writes, locks, and what the kernel says of processes, processor and streams.
    private static readonly string[] Others =
        ["AtomicFile.cs", "Data/FolderLock.cs", "Data/InputFile.cs", "Data/Sources/PartFile.cs", "FileOwner.cs", "Formats/TensorBoard/EventFile.cs",
         "StandardStreams.cs", "Training/ProcessorIdentity.cs", "Training/ProcessorInfo.cs"];

    [Test]
    public void No_other_file_opens_one_for_reading()
    {
        string root = Path.Combine(Repository.Root, "src", "FashionRef");

        IEnumerable<string> found = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
            .Where(file => Opening().IsMatch(File.ReadAllText(Path.Combine(root, file))));

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(Others), "Use InputFile. (A file that opens none any longer leaves the list.)");
    }

    [GeneratedRegex(@"\bFile\.(Open|Read)|\bFileStream(\s+\w+\s*=\s*new)?\(|\bFileStream \w+ = new\(|FileInfo\([^)]*\)\.Open|SK(Data|Codec|Bitmap|Image)\.(Create|Decode|FromEncodedData)\(path|MemoryMappedFile|\bRandomAccess\.")]
    private static partial Regex Opening();
}
