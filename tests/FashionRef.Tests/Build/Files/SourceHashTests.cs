using System.Security.Cryptography;
using System.Text;
using FashionRef.Build;
using FashionRef.Engines;
using FashionRef.Torch;

namespace FashionRef.Tests.Build.Files;

/// <summary>The hash of code that a run's record holds.</summary>
internal sealed class SourceHashTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["Models"]);
        File.WriteAllText(_folder["Models/B.cs"], "class B;\n");
        File.WriteAllText(_folder["A.cs"], "class A;\n");
        WriteLock("1.2.3");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    // The recipe, for whoever wants to check a record: docs/same-bits.md.
    [Test]
    public void It_is_of_names_texts_and_versions() =>
        Assert.That(Of("Models/B.cs", "A.cs"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes("A.cs\0class A;\n\0Models/B.cs\0class B;\n\0P 1.2.3")))));

    [Test]
    public void The_order_of_files_ends_of_lines_and_the_place_of_the_folder_change_nothing()
    {
        string hash = Of("Models/B.cs", "A.cs");
        File.WriteAllText(_folder["A.cs"], "class A;\r\n");

        Assert.That(Of("A.cs", "Models/B.cs"), Is.EqualTo(hash));
    }

    [Test]
    public void Another_text_another_name_and_another_version_change_it()
    {
        string hash = Of("A.cs");
        File.WriteAllText(_folder["A.cs"], "class C;\n");
        string text = Of("A.cs");
        File.Move(_folder["A.cs"], _folder["C.cs"]);
        string name = Of("C.cs");
        WriteLock("1.2.4");
        string version = Of("C.cs");

        Assert.That(new[] { hash, text, name, version }, Is.Unique);
    }

    [Test]
    public void Of_nothing_there_is_none() =>
        Assert.That(() => Of(), Throws.TypeOf<BuildTaskException>().With.Property("Code").EqualTo("FREF1009"));

    [Test]
    public void The_products_have_theirs_compiled_in()
    {
        string Built(string project, params string[] folders) => FashionRef.Build.Files.SourceHash.Of(
            Path.Combine(Repository.Root, project),
            folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, project, folder), "*.cs", folder == "" ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)),
            Path.Combine(Repository.Root, project, "packages.lock.json"));

        Assert.That(EngineCode.OfLibrary, Is.EqualTo(Built("src/FashionRef", "Data", "Models", "Engines", "Training", "Evaluation")), "Build anew: the sources are others.");
        Assert.That(new TorchEngine(threads: 1).Code, Is.EqualTo(EngineCode.With(Built("src/FashionRef.Torch", ""))), "Build anew: the sources are others.");
    }

    private string Of(params string[] files) =>
        FashionRef.Build.Files.SourceHash.Of(_folder.Path, files.Select(file => _folder[file]), _folder["packages.lock.json"]);

    private void WriteLock(string version) => File.WriteAllText(_folder["packages.lock.json"], $$"""
        {
          "version": 2,
          "dependencies": {
            "net10.0": { "P": { "type": "Direct", "resolved": "{{version}}" }, "other": { "type": "Project" } },
            "net10.0/linux-x64": { "Q": { "type": "Transitive", "resolved": "1.0.0" } }
          }
        }
        """);
}
