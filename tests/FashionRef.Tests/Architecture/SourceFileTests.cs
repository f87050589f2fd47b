using System.Text.RegularExpressions;

namespace FashionRef.Tests.Architecture;

/// <summary>Files can be read in one go, and a type is where its name says.</summary>
internal sealed partial class SourceFileTests
{
    private const int LongestFile = 400;
    private const int MostEntries = 18;
    private const long LargestData = 3_000_000;

    private static IEnumerable<string> Sources => SourcesOf("src").Concat(SourcesOf("build"));

    [Test]
    public void No_file_is_longer_than_400_lines_tests_among_them()
    {
        IEnumerable<string> tooLong = Sources.Concat(SourcesOf("tests")).Where(file => File.ReadLines(file).Count() > LongestFile);

        Assert.That(tooLong, Is.Empty);
    }

    // A data set or a run's output there would go into git.
    [Test]
    public void No_data_of_a_test_is_large_or_was_made_by_a_run()
    {
        string[] data = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "FashionRef.Tests", "TestData"), "*", SearchOption.AllDirectories);

        Assert.That(data, Has.Length.GreaterThan(100));
        Assert.That(data.Where(file => new FileInfo(file).Length > LargestData || file.Split(Path.DirectorySeparatorChar).SkipWhile(part => part != "TestData").Contains("artifacts")), Is.Empty);
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

    // A folder is a room: who opens it must see at once what is in it. The folder of a project has a room for each part besides, and a
    // store of data has a room for each model.
    [TestCase("src")]
    [TestCase("build")]
    [TestCase("tests")]
    public void A_folder_has_few_entries(string folder)
    {
        string root = Path.Combine(Repository.Root, folder);
        var crowded = Directory.GetDirectories(root, "*", SearchOption.AllDirectories)
            .Where(room => !BuildOutput().IsMatch($"{room}/") && !Store().IsMatch($"{room}/") && Directory.GetFiles(room, "*.csproj").Length == 0)
            .Select(room => (Room: Path.GetRelativePath(root, room), Count: SourceEntries(room)))
            .Where(room => room.Count > MostEntries);

        Assert.That(crowded, Is.Empty);
    }

    // Who changes a file finds its tests in the folder of the same name.
    [Test]
    public void The_tests_of_a_file_are_in_its_folder()
    {
        ILookup<string, string> folders = Sources.ToLookup(file => $"{Path.GetFileNameWithoutExtension(file)}Tests.cs", TestFolder);
        string[] known = [.. SourcesOf("tests/FashionRef.Tests").Where(file => folders.Contains(Path.GetFileName(file)))];

        Assert.That(known, Has.Length.GreaterThan(100));
        Assert.That(known.Where(file => !folders[Path.GetFileName(file)].Contains(Path.GetDirectoryName(file))), Is.Empty);
    }

    // Else one that hangs makes all tests hang.
    [Test]
    public void Only_TestProcess_starts_processes_for_the_tests()
    {
        string[] starters = [.. SourcesOf("tests/FashionRef.Tests").Concat(SourcesOf("tests/FashionRef.Snapshots")).Where(file => ProcessStart().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file))];

        Assert.That(starters, Is.EqualTo([$"{nameof(TestProcess)}.cs"]));
    }

    // What git does not keep is no entry: build output, test results.
    private static int SourceEntries(string room) =>
        Directory.GetFiles(room).Length
        + Directory.GetDirectories(room).Count(inner => !BuildOutput().IsMatch($"{inner}/") && Path.GetFileName(inner) != "TestResults");

    // "src/FashionRef/Data" is "Data" among the tests, "src/FashionRef.Cli/Output" is "Cli/Output", "build/FashionRef.Build" is "Build";
    // what is in "build" itself is of both hosts.
    private static string TestFolder(string file)
    {
        string[] parts = Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
        string[] folder = parts switch
        {
            ["build"] => ["Build", "Hosts"],
            [_, "FashionRef", .. string[] rooms] => rooms,
            [_, string project, .. string[] rooms] => [project.Replace("FashionRef.", "", StringComparison.Ordinal), .. rooms],
            _ => parts,
        };

        return Path.Combine([Repository.Root, "tests", "FashionRef.Tests", .. folder]);
    }

    private static IEnumerable<string> SourcesOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !BuildOutput().IsMatch(file));

    [GeneratedRegex(@"^(public |internal |file )?(static |sealed |abstract |partial |readonly )*(class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\bProcess\s*(\.\s*Start\s*)?[({]|\bProcess\??\s+\w+\s*=\s*new\b")]
    private static partial Regex ProcessStart();

    [GeneratedRegex(@"[\\/]TestData[\\/]keras-(files|traces)[\\/]")]
    private static partial Regex Store();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
