using System.CommandLine;
using System.Text.RegularExpressions;
using FashionRef.Cli;
using FashionRef.Cli.Options;

namespace FashionRef.Tests.Documentation;

/// <summary>Every command that a document shows can be typed: the program's own parser takes it, and what it names is there.</summary>
internal sealed partial class ShellCommandTests
{
    private const string ProgramProject = "src/FashionRef.Cli";
    private const string BuildProject = "build/Build";

    // Cake's own options, of which the build knows nothing.
    private static readonly string[] CakesOwn = ["--description", "--tree", "--dryrun", "--exclusive", "--verbosity"];

    // Of a shell, or of the system: nothing of this repository can make them wrong.
    private static readonly string[] Others = ["git", "cd", "cp", "find", "while", "do", "done", "mv", "export", "sha256sum", "tar", "unzip", "tensorboard"];

    // Those that start another command, with the option's words before it.
    private static readonly Dictionary<string, int> Starters = new() { ["chrt"] = 3 };

    private static readonly IReadOnlyList<MarkdownFile> Files = MarkdownFile.All;

    private static readonly Lazy<string> Targets = new(() => string.Concat(
        new[] { "Directory.Solution.targets", "build/Pipeline.proj" }.Select(name => File.ReadAllText(Path.Combine(Repository.Root, name)))));

    private static readonly Lazy<string> TestSources = new(() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)));

    [TestCaseSource(nameof(Files))]
    public void A_command_in_a_block_can_be_typed(MarkdownFile file) => Assert.That(
        from block in file.Blocks("sh")
        from words in ShellBlock.Commands(block.Text)
        let fault = Fault(words)
        where fault is not null
        select $"{file}:{block.Number}: {string.Join(' ', words)}: {fault}",
        Is.Empty);

    // With … it is shortened, as are a usage line and the words that begin every command.
    [TestCaseSource(nameof(Files))]
    public void A_command_in_a_sentence_can_be_typed(MarkdownFile file) => Assert.That(
        from span in file.CodeSpans
        where CommandSpan().IsMatch(span.Text) && !ShortenedSpan().IsMatch(span.Text)
        from words in ShellBlock.Commands(span.Text)
        let fault = Fault(words)
        where fault is not null
        select $"{file}:{span.Number}: {span.Text}: {fault}",
        Is.Empty);

    // Each would else pass as a command of which nothing is known.
    [TestCase("fashionref benchmark --model 3", "--model '3' is not one of 1, 2, all. See 'benchmark --help'.")]
    [TestCase("A=b dotnet run -c Release --project src/FashionRef.Cli -- trane", "There is no command 'trane'.*")]
    [TestCase("dotnet run --project src/Nothing -- train", "there is no src/Nothing")]
    [TestCase("git status && dotnet cake --target=Trane", "There is no target 'Trane'.*")]
    [TestCase("dotnet cake --target=Train --modle=1", "There is no option '--modle'.*")]
    [TestCase("dotnet run --project build/Build -- --target=Pack --seed=1", "--seed is an option of .*")]
    [TestCase("dotnet build -t:Gait", "there is no target 'Gait'")]
    [TestCase("dotnet test --filter \"FullyQualifiedName~KerasTrace|FullyQualifiedName~Nobody\"", "no test is named Nobody")]
    [TestCase("dotnet pack src/Nothing", "there is no src/Nothing")]
    [TestCase("dotnet train", "unknown")]
    [TestCase(".ci/nothing", "there is no .ci/nothing")]
    [TestCase("frobnicate", "unknown")]
    public void A_wrong_one_is_told(string command, string fault) =>
        Assert.That(ShellBlock.Commands(command).Select(Fault).Last(), Does.Match($"^{fault}$"));

    private static string? Fault(string[] words) => words switch
    {
        ["fashionref", .. string[] rest] => ProgramFault(rest),
        ["dotnet", "run", .. string[] rest] => RunFault(rest),
        ["dotnet", "cake", .. string[] rest] => CakeFault(rest),
        ["dotnet", "tool", "restore" or "install" or "run", ..] => null,
        ["dotnet", "build" or "test" or "pack" or "publish" or "restore" or "clean" or "format" or "msbuild", .. string[] rest] => BuildFault(rest),
        [string script, ..] when script.StartsWith(".ci/", StringComparison.Ordinal) => Missing(script),
        [string starter, ..] when Starters.TryGetValue(starter, out int own) => Fault(words[own..]),
        [string other, ..] when Others.Contains(other) => null,
        _ => "unknown",
    };

    // As Program.Main parses it.
    private static string? ProgramFault(string[] words) =>
        CommandLineFault.Find(Program.CreateRoot().Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null }));

    private static string? RunFault(string[] words)
    {
        string project = words[Array.IndexOf(words, "--project") + 1];
        string[] rest = [.. words.SkipWhile(word => word != "--").Skip(1)];
        return Missing(project) ?? (project == ProgramProject ? ProgramFault(rest) : project == BuildProject ? CakeFault(rest) : null);
    }

    private static string? CakeFault(string[] words)
    {
        try
        {
            _ = new StepsRequest(
                words.Where(word => !CakesOwn.Contains(word.Split('=')[0])).Select(word => CakeOption().Match(word))
                    .Select(option => KeyValuePair.Create<string, ICollection<string>>(option.Groups["name"].Value, [option.Groups["value"].Value])),
                Repository.Root);
            return null;
        }
        catch (StepsFailure failure)
        {
            return failure.Message;
        }
    }

    private static string? BuildFault(string[] words)
    {
        string? project = words.Where((word, i) => !word.StartsWith('-') && (i == 0 || !words[i - 1].StartsWith('-'))).Select(Missing).FirstOrDefault(fault => fault is not null);
        string? target = words.Select(word => BuildTarget().Match(word)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !Targets.Value.Contains($"<Target Name=\"{name}\"", StringComparison.Ordinal));
        string? filter = words.SelectMany(word => FilteredName().Matches(word)).Select(match => match.Groups["name"].Value)
            .FirstOrDefault(name => !Regex.IsMatch(TestSources.Value, $@"\b(class|void|Task) \w*{name}"));
        return project ?? (target is not null ? $"there is no target '{target}'" : filter is not null ? $"no test is named {filter}" : null);
    }

    private static string? Missing(string path) => Path.Exists(Path.Combine(Repository.Root, path)) ? null : $"there is no {path}";

    [GeneratedRegex("^(fashionref|dotnet) [a-z]+")]
    private static partial Regex CommandSpan();

    [GeneratedRegex(@"…|\[options\]$| --$|^dotnet [a-z]+$")]
    private static partial Regex ShortenedSpan();

    [GeneratedRegex("^--(?<name>[a-z-]+)(=(?<value>.+))?$")]
    private static partial Regex CakeOption();

    [GeneratedRegex("^-t(arget)?:(?<name>[A-Za-z]+)$")]
    private static partial Regex BuildTarget();

    [GeneratedRegex(@"~(?<name>\w+)")]
    private static partial Regex FilteredName();
}
