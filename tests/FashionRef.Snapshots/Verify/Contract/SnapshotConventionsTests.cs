using FashionRef.Tests.Support;

namespace VerifyTests.Contract;

/// <summary>A repository that would change the bytes of snapshots is told so.</summary>
internal sealed class SnapshotConventionsTests
{
    private const string EditorSection =
        "[*.{received,verified}.{json,txt}]\ncharset = utf-8-bom\nend_of_line = lf\n"
        + "insert_final_newline = false\ntrim_trailing_whitespace = false\n";

    private const string IndentationSection = "[*.{received,verified}.{json,xml}]\nindent_size = 2\nindent_style = space\n";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        File.WriteAllText(_folder["A.B.verified.txt"], string.Empty);
        File.WriteAllText(_folder["A.C.verified.bin"], string.Empty);
        File.WriteAllText(_folder[".gitignore"], "bin/\n*.received.*\n");
        File.WriteAllText(_folder[".gitattributes"], "*.verified.txt text eol=lf working-tree-encoding=UTF-8\n*.verified.bin binary\n");
        File.WriteAllText(_folder[".editorconfig"], $"root = true\n{EditorSection}[*.cs]\nindent_size = 4\n");
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Nothing_is_told_of_a_repository_that_says_all() => Assert.That(SnapshotConventions.Faults(_folder.Path), Is.Empty);

    [TestCase(".gitignore", "*.received.*")]
    [TestCase(".gitattributes", "*.verified.txt text eol=lf working-tree-encoding=UTF-8")]
    [TestCase(".gitattributes", "*.verified.bin binary")]
    [TestCase(".editorconfig", "charset = utf-8-bom")]
    [TestCase(".editorconfig", "end_of_line = lf")]
    [TestCase(".editorconfig", "insert_final_newline = false")]
    [TestCase(".editorconfig", "trim_trailing_whitespace = false")]
    public void A_missing_line_is_told_with_its_file(string file, string line)
    {
        string text = File.ReadAllText(_folder[file]);
        File.WriteAllText(_folder[file], text.Replace($"{line}\n", string.Empty, StringComparison.Ordinal));

        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.One.Items.And.All.Contains(file).And.All.Contains($"'{line}'"));
    }

    [Test]
    public void A_setting_in_another_section_does_not_count()
    {
        File.WriteAllText(_folder[".editorconfig"], EditorSection.Replace("json,txt", "json,xml", StringComparison.Ordinal));

        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.Exactly(4).Items.And.All.Contains(".{txt}]"));
    }

    [Test]
    public void An_extension_without_lines_of_its_own_is_told()
    {
        File.WriteAllText(_folder["A.B.verified.xml"], string.Empty);

        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.Some.Contains("'*.verified.xml text").And.Some.Contains(".{xml}]"));
    }

    [TestCase("json")]
    [TestCase("xml")]
    public void Json_and_xml_have_their_indentation_in_a_second_section(string extension)
    {
        string text = $"{EditorSection.Replace("json", "json,xml", StringComparison.Ordinal)}{IndentationSection}";
        File.WriteAllText(_folder[$"A.B.verified.{extension}"], string.Empty);
        File.AppendAllText(_folder[".gitattributes"], $"*.verified.{extension} text eol=lf working-tree-encoding=UTF-8\n");
        File.WriteAllText(_folder[".editorconfig"], text);
        Assert.That(SnapshotConventions.Faults(_folder.Path), Is.Empty);

        File.WriteAllText(_folder[".editorconfig"], text.Replace("indent_size = 2\n", string.Empty, StringComparison.Ordinal));
        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.One.Items.And.All.Contains("'indent_size = 2'").And.All.Contains($"second section [*.{{received,verified}}.{{{extension}}}]"));

        File.WriteAllText(_folder[".editorconfig"], text.Replace(IndentationSection, string.Empty, StringComparison.Ordinal));
        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.Exactly(2).Items);
    }

    [Test]
    public void A_repository_that_says_nothing_lacks_every_line()
    {
        File.Delete(_folder[".gitignore"]);
        File.Delete(_folder[".gitattributes"]);
        File.Delete(_folder[".editorconfig"]);

        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.Exactly(7).Items);
    }

    [Test]
    public void A_snapshot_that_an_editor_wrote_into_a_project_is_told()
    {
        File.WriteAllText(_folder["P.csproj"], "<Project>\n  <None Update=\"A.B.verified.txt\" />\n</Project>\n");

        Assert.That(SnapshotConventions.Faults(_folder.Path), Has.One.Items.And.All.Contains("P.csproj"));
    }
}
