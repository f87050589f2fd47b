using FashionRef.Data.Sources;

namespace FashionRef.Tests.Data.Sources;

[Platform(Exclude = "Win", Reason = "The folders and the stand-ins are Unix'.")]
internal sealed class SystemProgramTests
{
    [TestCase("sh")]
    [TestCase("ls")]
    public void A_program_of_the_system_is_found_with_its_whole_path(string name) =>
        Assert.That(SystemProgram.Find(name), Does.Match($"^/(usr/)?s?bin/{name}$"));

    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("./sh")]
    [TestCase("../bin/sh")]
    [TestCase("bin/sh")]
    [TestCase("no-such-program")]
    public void Whatever_else_is_named_is_not(string name) => Assert.That(SystemProgram.Find(name), Is.Null);

    [Test]
    public async Task A_program_in_the_working_folder_is_never_started()
    {
        using TemporaryFolder folder = new();
        string fake = $"fashionref-{Path.GetRandomFileName()}";
        string inWorkingFolder = Path.GetFullPath(fake);
        WriteFake(inWorkingFolder, folder["started"]);
        try
        {
            ChildResult result = await ChildProcess.RunAsync(fake, [], folder.Path, TimeSpan.FromSeconds(10), CancellationToken.None);

            Assert.That(result, Is.EqualTo(new ChildResult(Ended: false, $"this system has no {fake}")));
            Assert.That(folder["started"], Does.Not.Exist);
        }
        finally
        {
            File.Delete(inWorkingFolder);
        }
    }

    [Test]
    public async Task What_a_program_of_the_system_starts_comes_from_the_system_too()
    {
        using TemporaryFolder folder = new();
        WriteFake(folder["ls"], folder["started"]);

        ChildResult result = await ChildProcess.RunAsync(
            "sh", ["-c", "ls > listed; command -v ls >&2; echo $PATH >&2; exit 1"], folder.Path, TimeSpan.FromSeconds(10), CancellationToken.None);

        Assert.That(result.Fault, Does.Contain(SystemProgram.SearchPath));
        Assert.That(folder["started"], Does.Not.Exist);
        Assert.That(folder["listed"], Does.Exist);
    }

    [Test]
    public async Task A_fetch_starts_nothing_of_the_working_folder_though_PATH_names_it()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "apt-get", "dpkg-deb", "dotnet", "git" })
        {
            WriteFake(folder[name], folder["started"]);
        }

        // A server that nobody is: every source fails at once.
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = $".::{Environment.GetEnvironmentVariable("PATH")}",
            ["http_proxy"] = "http://127.0.0.1:1",
            ["https_proxy"] = "http://127.0.0.1:1",
        };
        File.WriteAllText(folder["apt.conf"], "Acquire::http::Proxy \"http://127.0.0.1:1\"; Acquire::https::Proxy \"http://127.0.0.1:1\";");
        environment["APT_CONFIG"] = folder["apt.conf"];
        ProgramEnd end = await ProgramProcess.RunInAsync(folder.Path, environment, "fetch", "--artifacts", folder["artifacts"]);

        Assert.That(folder["started"], Does.Not.Exist, end.Error);
        Assert.That(end.Error, Does.Contain("Debian's package"));
    }

    private static void WriteFake(string file, string started) => ShellScript.Write(file, $"echo \"$0 $*\" >> '{started}'");
}
