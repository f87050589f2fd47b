using System.Text.RegularExpressions;

namespace FashionRef.Tests.Architecture;

/// <summary>Files can be read in one go, and a type is where its name says.</summary>
internal sealed partial class SourceFileTests
{
    private const int LongestFile = 400;
    private const int MostEntries = 18;

    private static IEnumerable<string> Sources => SourcesOf("src").Concat(SourcesOf("build"));

    [Test]
    public void No_file_is_longer_than_400_lines_tests_among_them()
    {
        IEnumerable<string> tooLong = Sources.Concat(SourcesOf("tests")).Where(file => File.ReadLines(file).Count() > LongestFile);

        Assert.That(tooLong, Is.Empty);
    }

    // A small family may share one, named after one of them or after what all their names end with.
    [Test]
    public void A_file_is_named_after_a_type_that_it_holds()
    {
        foreach (string file in Sources)
        {
            string[] names = [.. TopLevelType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)];

            string name = Path.GetFileNameWithoutExtension(file).Split('.')[0];

            Assert.That(names.Length == 0 || names.Contains(name) || names.All(type => $"{type}s".EndsWith(name, StringComparison.Ordinal)), file);
        }
    }

    // A folder is a room: who opens it must see at once what is in it.
    [Test]
    public void A_folder_of_the_products_has_few_entries()
    {
        string root = Path.Combine(Repository.Root, "src");
        var crowded = Directory.GetDirectories(root, "*", SearchOption.AllDirectories)
            .Where(folder => !BuildOutput().IsMatch($"{folder}/"))
            .Select(folder => (Folder: Path.GetRelativePath(root, folder), Count: Directory.GetFileSystemEntries(folder).Count(entry => Path.GetFileName(entry) is not ("bin" or "obj"))))
            .Where(folder => folder.Count > MostEntries);

        Assert.That(crowded, Is.Empty);
    }

    // Else one that hangs makes all tests hang.
    [Test]
    public void Only_TestProcess_starts_processes_for_the_tests()
    {
        string[] starters = [.. SourcesOf("tests").Where(file => ProcessStart().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file))];

        Assert.That(starters, Is.EqualTo([$"{nameof(TestProcess)}.cs"]));
    }

    private static IEnumerable<string> SourcesOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !BuildOutput().IsMatch(file));

    [GeneratedRegex(@"^(public |internal |file )?(static |sealed |abstract |partial |readonly )*(class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\bProcess\s*(\.\s*Start\s*)?[({]|\bProcess\??\s+\w+\s*=\s*new\b")]
    private static partial Regex ProcessStart();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
