namespace FashionRef.Tests.Build;

/// <summary>The repository builds in a folder of any name, or says at once that it cannot.</summary>
internal sealed class FolderNameTests
{
    private static readonly string[] Files =
        ["Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "build/Environment.props", "build/SourcePaths.props"];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("plain", "true")]
    [TestCase("a b", "true")]
    [TestCase("o'brien", "")]
    [TestCase("100%", "true")]
    [TestCase("a;b", "true")]
    [TestCase("o'brien;100% (é) #&@,", "")]
    public async Task Its_files_are_found_and_an_apostrophe_does_without_mapped_paths(string name, string mapped)
    {
        string root = Write(name);

        (int exitCode, string output) = await BuildAsync(root, "Look", "-p:Configuration=Release");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output.Trim(), Is.EqualTo($"{Path.Combine(root, "BannedSymbols.txt")} [{mapped}]"));
    }

    // MSBuild reads %20 as a space, and so never finds its own files.
    [TestCase("p%20q")]
    [TestCase("100%ab")]
    public async Task A_name_that_MSBuild_cannot_read_is_told(string name)
    {
        string root = Write(name);

        (int exitCode, string output) = await BuildAsync(root, "Look");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("error : The folder's path has a % with two digits or letters from A to F behind it"));
    }

    // The test runner splits its list of files at one of them, and writes the others into XML and onto a command line as they are.
    [TestCase("a;b", ";")]
    [TestCase("R&D", "&")]
    [TestCase("a<b", "<")]
    [TestCase("a\"b", "\"")]
    [Platform("Linux")]
    public async Task A_name_that_the_test_runner_cannot_read_is_told_before_the_tests(string name, string character)
    {
        string root = Write(name);

        (int exitCode, string output) = await BuildAsync(root, "VSTest", "-p:IsTestProject=true");

        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain(
            $"error : The tests cannot run in '{root}/': its path has a {character}, which the test runner cannot read. Move the repository to a folder without it."));
        Assert.That(output, Does.Not.Contain("Tested."));
    }

    [TestCase("o'brien, 100% (é) #@+=$|>", "true")]
    [TestCase("a;b", "false")]
    [Platform("Linux")]
    public async Task Elsewhere_tests_run_and_what_is_no_test_needs_no_runner(string name, string isTest)
    {
        string root = Write(name);

        (int exitCode, string output) = await BuildAsync(root, "VSTest", $"-p:IsTestProject={isTest}");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("Tested."));
    }

    private static Task<(int ExitCode, string Output)> BuildAsync(string root, string target, params IEnumerable<string> properties) => DotNet.RunAsync(
        root, ["msbuild", "src/FashionRef/test.proj", "-nologo", "-nodeReuse:false", $"-t:{target}", "-verbosity:minimal", .. properties]);

    private string Write(string name)
    {
        string root = _folder[name];
        Directory.CreateDirectory(Path.Combine(root, "src", "FashionRef"));
        foreach (string file in Files)
        {
            string copy = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }

        Directory.CreateDirectory(Path.Combine(root, ".git"));
        File.WriteAllText(Path.Combine(root, "src/FashionRef/test.proj"), """
            <Project>
              <Import Project="../../Directory.Build.props" />
              <Import Project="../../build/SourcePaths.props" />
              <Target Name="Look">
                <Message Importance="high" Text="@(AdditionalFiles, '|') [$(DeterministicSourcePaths)]" />
                <Error Condition="!Exists('%(AdditionalFiles.FullPath)')" Text="It does not exist." />
              </Target>
              <Target Name="VSTest">
                <Message Importance="high" Text="Tested." />
              </Target>
            </Project>
            """);
        return root;
    }
}
