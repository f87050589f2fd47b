using FashionRef.Data;
using FashionRef.Data.Fetching;
using FashionRef.Data.Sources;

namespace FashionRef.Tests.Data.Sources;

[Platform(Exclude = "Win", Reason = "The stand-ins for apt-get and dpkg-deb are shell scripts.")]
public sealed class DebianPackageSourceTests
{
    private const string DownloadWorks = "echo package > dataset-fashion-mnist_1_all.deb";

    private TemporaryFolder _machine = null!;
    private TemporaryFolder _cache = null!;
    private RecordingObserver _observer = null!;

    [SetUp]
    public void SetUp()
    {
        _machine = new TemporaryFolder();
        _cache = new TemporaryFolder();
        _observer = new RecordingObserver();
        TestFiles.WriteAll(_machine["content"], gzip: true);
        // dpkg-deb -x PACKAGE FOLDER
        Script("dpkg-deb", $"mkdir -p $3/usr/share/datasets/fashion-mnist && cp {_machine["content"]}/* $3/usr/share/datasets/fashion-mnist/");
    }

    [TearDown]
    public void TearDown()
    {
        _machine.Dispose();
        _cache.Dispose();
    }

    [Test]
    public async Task An_installed_package_serves_without_any_program()
    {
        SourceAnswer answer = await AskAsync(Tools() with { InstalledFolder = _machine["content"], AptGet = _machine["none"] });

        Assert.That(answer, Is.EqualTo(SourceAnswer.Served));
    }

    [Test]
    public async Task A_package_is_downloaded_once_for_all_files()
    {
        AptGet(DownloadWorks);
        DebianPackageSource source = new(Tools());
        DatasetCache cache = new(_cache.Path);

        foreach (DatasetFile file in TestFiles.Files.All)
        {
            Assert.That(await source.ServeAsync(file, cache, _observer, CancellationToken.None), Is.EqualTo(SourceAnswer.Served));
        }

        Assert.That(Calls(), Is.EqualTo(new[] { "download system" }));
    }

    [Test]
    public async Task Progress_of_the_package_is_told()
    {
        AptGet(DownloadWorks + "; sleep 0.3");

        await AskAsync(Tools());

        Assert.That(_observer.Progress, Is.Not.Empty);
        Assert.That(_observer.Progress[0].Item, Is.EqualTo("dataset-fashion-mnist"));
        Assert.That(_observer.Progress[0].Received, Is.EqualTo("package\n".Length));
    }

    [Test]
    public async Task An_unknown_package_is_tried_again_with_lists_of_our_own()
    {
        AptGet($$"""
            case $lists in
              private) {{DownloadWorks}} ;;
              *) echo 'E: Unable to locate package dataset-fashion-mnist' >&2; exit 100 ;;
            esac
            """);

        Assert.That(await AskAsync(Tools()), Is.EqualTo(SourceAnswer.Served));
        Assert.That(Calls(), Is.EqualTo(new[] { "download system", "update private", "download private" }));
    }

    [Test]
    public async Task When_all_fails_the_last_error_is_the_reason()
    {
        AptGet("""
            echo 'Reading package lists...'
            echo 'W: Some index files failed to download.' >&2
            echo 'E: Unable to locate package dataset-fashion-mnist' >&2
            echo 'See the manual.'
            exit 100
            """);

        Assert.That(
            await AskAsync(Tools()),
            Is.EqualTo(SourceAnswer.Unusable("apt-get ended with 100: E: Unable to locate package dataset-fashion-mnist")));
    }

    [Test]
    public async Task An_update_that_reached_nobody_explains_why_the_package_stays_unknown()
    {
        AptGet("echo 'E: Unable to locate package dataset-fashion-mnist' >&2; exit 100", update: """
            echo 'W: Failed to fetch somewhere  Could not resolve host' >&2
            echo 'W: Some index files failed to download. They have been ignored, or old ones used instead.' >&2
            """);

        Assert.That(
            (await AskAsync(Tools())).Reason,
            Does.EndWith("dataset-fashion-mnist; its update said: W: Failed to fetch somewhere  Could not resolve host"));
    }

    [Test]
    public async Task A_system_without_apt_get_is_told() =>
        Assert.That(
            await AskAsync(Tools() with { AptGet = "apt-get-is-not-here" }),
            Is.EqualTo(SourceAnswer.Unusable("this system has no apt-get-is-not-here")));

    [Test]
    public async Task A_download_without_end_is_killed()
    {
        AptGet("sleep 100");

        long start = TimeProvider.System.GetTimestamp();
        SourceAnswer answer = await AskAsync(Tools() with { DownloadTimeout = TimeSpan.FromSeconds(0.5) });

        Assert.That(answer.Reason, Does.Contain("did not end within 0.5 s"));
        Assert.That(Calls(), Is.EqualTo(new[] { "download system" }), "A network that is too slow is not tried again.");
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void Cancelling_kills_the_program()
    {
        AptGet("echo $$ > ../../pid; exec sleep 100".Replace("../..", _machine.Path, StringComparison.Ordinal));
        using CancellationTokenSource cancel = new(TimeSpan.FromSeconds(0.5));

        Assert.That(async () => await AskAsync(Tools(), cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        int pid = int.Parse(File.ReadAllText(_machine["pid"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(() => System.Diagnostics.Process.GetProcessById(pid), Throws.ArgumentException);
    }

    [Test]
    public async Task A_damaged_package_is_told_in_the_words_of_dpkg()
    {
        AptGet(DownloadWorks);
        Script("dpkg-deb", "echo \"dpkg-deb: error: 'x.deb' is not a Debian format archive\" >&2; exit 2");

        Assert.That(
            (await AskAsync(Tools())).Reason,
            Is.EqualTo("dpkg-deb ended with 2: dpkg-deb: error: 'x.deb' is not a Debian format archive"));
    }

    [Test]
    public async Task A_success_without_a_package_is_not_believed()
    {
        AptGet("true");

        Assert.That((await AskAsync(Tools())).Reason, Is.EqualTo("apt-get ended with 0 but left no package"));
    }

    private DebianTools Tools() => new()
    {
        InstalledFolder = _machine["not-installed"],
        AptGet = _machine["apt-get"],
        DpkgDeb = _machine["dpkg-deb"],
    };

    private string[] Calls() => File.ReadAllLines(_machine["calls"]);

    /// <summary>Writes an apt-get that notes its command and whose lists it uses, "updates" well, and downloads as told.</summary>
    private void AptGet(string download, string update = "true") => Script("apt-get", $$"""
        lists=system
        for argument; do
          case $argument in Dir::State=*) lists=private ;; update|download) command=$argument ;; esac
        done
        echo $command $lists >> {{_machine["calls"]}}
        if [ $command = update ]; then
        {{update}}
        exit 0
        fi
        {{download}}
        """);

    private void Script(string name, string body) => ShellScript.Write(_machine[name], body);

    private Task<SourceAnswer> AskAsync(DebianTools tools, CancellationToken cancellationToken = default) =>
        new DebianPackageSource(tools).ServeAsync(TestFiles.Images40, new DatasetCache(_cache.Path), _observer, cancellationToken);
}
