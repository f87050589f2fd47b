namespace FashionRef.Tests.Report.Page.Browser;

internal sealed class InstalledBrowserTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "bin");

    [Test]
    public void A_browser_that_is_named_is_taken_before_all_others() =>
        Assert.That(InstalledBrowser.Find(name => name == "FASHIONREF_BROWSER" ? "mine" : Folder, _ => true), Is.EqualTo("mine"));

    [Test]
    public void A_browser_that_is_named_and_missing_is_a_mistake() =>
        Assert.That(() => InstalledBrowser.Find(name => name == "FASHIONREF_BROWSER" ? "mine" : null, _ => false), Throws.InstanceOf<FileNotFoundException>());

    [TestCase("google-chrome")]
    [TestCase("chrome.exe")]
    public void The_path_is_searched(string name)
    {
        string browser = Path.Combine(Folder, name);

        Assert.That(InstalledBrowser.Find(variable => variable == "PATH" ? $"/nowhere{Path.PathSeparator}{Folder}" : null, path => path == browser), Is.EqualTo(browser));
    }

    [Test]
    public void Without_a_browser_none_is_found() => Assert.That(InstalledBrowser.Find(_ => null, _ => false), Is.Null);
}
