using System.Text.Json;
using FashionRef.Build;
using FashionRef.Build.Files;
using FashionRef.Build.Licences;
using FashionRef.Tests.Build;

namespace FashionRef.Tests.Packaging;

/// <summary>The packages carry the licences and notices of all that is in them.</summary>
internal sealed class NoticesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Those_of_the_tool_name_every_package_whose_files_are_in_it()
    {
        string notices = await WriteAsync("build/Tool/FashionRef.Tool.csproj");
        using JsonDocument dependencies = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "build/Tool/bin", PackedProducts.Configuration, "net10.0/FashionRef.Cli.deps.json")));
        string[] packed =
        [
            .. dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
                .Where(library => library.Value.TryGetProperty("runtime", out _) || library.Value.TryGetProperty("runtimeTargets", out _) || library.Value.TryGetProperty("native", out _))
                .Select(library => library.Name.Replace('/', ' '))
                .Where(name => !name.StartsWith("FashionRef", StringComparison.Ordinal)),
        ];

        Assert.That(packed, Has.Length.GreaterThan(20).And.Some.StartsWith("SkiaSharp.NativeAssets").And.None.Contains("orch"));
        Assert.That(packed.Where(name => !notices.Contains($"\n{name}\n", StringComparison.Ordinal)), Is.Empty);
        Assert.That(notices, Does.Contain("Inter, the fonts in FashionRef.Report.dll\nOFL-1.1\n").And.Contain("SIL OPEN FONT LICENSE").And.Contain("Redistributions in binary form"));
    }

    [Test]
    public async Task Those_of_the_report_speak_of_the_fonts_alone()
    {
        string notices = await WriteAsync("src/FashionRef.Report/FashionRef.Report.csproj");

        Assert.That(notices, Does.Contain("The Inter Project Authors").And.Contain("SIL OPEN FONT LICENSE").And.Not.Contain("SkiaSharp"));
    }

    [Test]
    public void A_package_without_a_text_of_its_own_has_the_known_one_and_its_copyright()
    {
        WritePackage("<license type=\"expression\">X-1</license><copyright>(c) Me</copyright>");
        File.WriteAllText(_folder["X-1.txt"], "You may.");

        Notice notice = Read();

        Assert.That((notice.Name, notice.Licence, notice.Copyright), Is.EqualTo(("P 1.0", "X-1", "(c) Me")));
        Assert.That(notice.Texts, Is.EqualTo(["You may."]));
    }

    [Test]
    public void Notices_of_others_do_not_stand_in_for_a_packages_own_licence()
    {
        WritePackage("<license type=\"expression\">X-1</license><authors>Me</authors>", ("THIRD-PARTY-NOTICES.TXT", "Theirs."));
        File.WriteAllText(_folder["X-1.txt"], "You may.");

        Assert.That(Read().Texts, Is.EqualTo(["You may.", "Theirs."]));
        Assert.That(Read().Copyright, Is.EqualTo("Me"));
    }

    [Test]
    public void A_packages_own_texts_are_taken()
    {
        WritePackage("<license type=\"file\">LICENSE.md</license>", ("LICENSE.md", "Mine."), ("Notices/NOTICES.txt", "Theirs."));

        Assert.That(Read().Texts, Is.EqualTo(["Mine.", "Theirs."]));
    }

    [TestCase("<license type=\"expression\">X-2</license>")]
    [TestCase("<license type=\"expression\">../X-1</license>")]
    [TestCase("")]
    public void A_licence_without_a_text_is_refused(string metadata)
    {
        WritePackage(metadata);
        File.WriteAllText(_folder["X-1.txt"], "You may.");

        Assert.That(Read, Throws.TypeOf<BuildTaskException>().With.Message.StartsWith("P 1.0 is under the licence '").And.Property("Code").EqualTo("FREF1008"));
    }

    // Whoever makes a package may write there what they like.
    [Test]
    public async Task What_a_package_says_of_its_licence_is_shown_and_not_obeyed()
    {
        WritePackage("<license type=\"expression\">X\n##vso[task]\u009b2J</license>");
        File.WriteAllText(_folder["test.proj"], $"""
            <Project>
              <UsingTask TaskName="FashionRef.Build.WriteNotices" AssemblyFile="{typeof(Notice).Assembly.Location}" />
              <Target Name="Write">
                <ItemGroup><PackedPackage Include="P" Version="1.0" /></ItemGroup>
                <WriteNotices Packages="@(PackedPackage)" PackageFolders="packages" LicenceFolder="." Destination="notices.txt" />
              </Target>
            </Project>
            """);

        (int exitCode, string output) = await MSBuild.RunAsync(_folder["test.proj"]);

        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain(@"error FREF1008: P 1.0 is under the licence 'X ##vso\u005Btask]\u009B2J'"));
    }

    // As on a full disk.
    [Test]
    [Platform("Linux")]
    public void What_cannot_be_written_is_called_by_its_own_name() =>
        Assert.That(
            () => WholeFile.Write("/proc/notices.txt", []),
            Throws.InstanceOf<IOException>().With.Message.Contains("'/proc/notices.txt'").And.Message.Not.Contains(".tmp"));

    private Notice Read() => PackageNotice.Read([_folder["none"], _folder["packages"]], "P", "1.0", new LicenceTexts(_folder.Path));

    private void WritePackage(string metadata, params (string Name, string Text)[] files)
    {
        Directory.CreateDirectory(_folder["packages/p/1.0/Notices"]);
        File.WriteAllText(_folder["packages/p/1.0/p.nuspec"], $"<package><metadata><id>P</id>{metadata}</metadata></package>");
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(_folder[$"packages/p/1.0/{name}"], text);
        }
    }

    private async Task<string> WriteAsync(string project)
    {
        (int exitCode, string output) = await DotNet.RunAsync(
            Repository.Root,
            "msbuild", project, "-nologo", "-nodeReuse:false", "-t:NoteLicences",
            $"-p:NoticesFile={_folder["notices.txt"]}", $"-p:FashionRefBuildTasks={typeof(Notice).Assembly.Location}");
        Assert.That(exitCode, Is.Zero, output);
        return File.ReadAllText(_folder["notices.txt"]);
    }
}
