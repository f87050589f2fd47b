using System.Text.RegularExpressions;

namespace FashionRef.Tests.Documentation;

/// <summary>What the documents point at is there.</summary>
internal sealed partial class LinkTests
{
    private static readonly IReadOnlyList<MarkdownFile> Files = MarkdownFile.All;

    private static readonly Lazy<string> TestSources = new(() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)));

    [TestCaseSource(nameof(Files))]
    public void A_link_leads_to_a_file_and_to_a_heading_in_it(MarkdownFile file) => Assert.That(
        from link in file.Links where !Address().IsMatch(link.Target) && !Leads(file, link.Target) select $"{file}:{link.Number}: {link.Target}",
        Is.Empty);

    [TestCaseSource(nameof(Files))]
    public void A_link_to_code_leads_to_the_type_and_the_member_that_it_names(MarkdownFile file) => Assert.That(
        from link in file.Links
        where link.Target.EndsWith(".cs", StringComparison.Ordinal) && Name().Match(link.Text) is { Success: true } name && !Declares(Full(file, link.Target), name)
        select $"{file}:{link.Number}: {link.Text} in {link.Target}",
        Is.Empty);

    [TestCaseSource(nameof(Files))]
    public void A_path_that_is_named_is_there(MarkdownFile file) => Assert.That(
        from span in file.CodeSpans where RepositoryPath().IsMatch(span.Text) && !Path.Exists(Full(null, span.Text)) select $"{file}:{span.Number}: {span.Text}",
        Is.Empty);

    [TestCaseSource(nameof(Files))]
    public void A_test_that_is_named_is_there(MarkdownFile file) => Assert.That(
        from span in file.CodeSpans
        where TestName().IsMatch(span.Text) && !Regex.IsMatch(TestSources.Value, $@"\b(class|void|Task) {span.Text}\b")
        select $"{file}:{span.Number}: {span.Text}",
        Is.Empty);

    private static bool Leads(MarkdownFile file, string target)
    {
        string[] parts = target.Split('#');
        string path = parts[0] == "" ? Full(null, file.Path) : Full(file, parts[0]);
        string name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
        return Path.Exists(path)
            && (parts.Length == 1 || (MarkdownFile.All.SingleOrDefault(other => other.Path == name)?.Anchors.Contains(parts[1]) ?? false));
    }

    private static bool Declares(string path, Match name)
    {
        string code = File.Exists(path) ? File.ReadAllText(path) : "";
        string type = name.Groups["type"].Value;
        string member = name.Groups["member"].Value;

        // A member has a type before its name; a value of an enum begins its line.
        return Regex.IsMatch(code, $@"\b(class|record|struct|interface|enum) {type}\b")
            && (member == "" || Regex.IsMatch(code, $@"([\w>?\])] |^ +){member}\b *(<\w+>)?([(){{;,=]|$)", RegexOptions.Multiline));
    }

    private static string Full(MarkdownFile? from, string path) =>
        Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(from?.Path ?? "") ?? "", path));

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Address();

    [GeneratedRegex(@"^`(?<type>[A-Z]\w*)(\.(?<member>\w+))?`$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(src|tests|build|docs|baselines|\.ci|\.github|\.config)/[\w./-]*$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^([A-Z]\w+Tests|[A-Z][a-z]*(_\w+){3,})$")]
    private static partial Regex TestName();
}
