namespace FashionRef.Tests.Report.Page.Browser;

/// <summary>A browser of Chromium's family that is installed on this machine.</summary>
internal static class InstalledBrowser
{
    private const string Variable = "FASHIONREF_BROWSER";
    private const string RequireVariable = "FASHIONREF_REQUIRE_BROWSER";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    // Where installers put it on Windows and macOS, which have it in no PATH.
    private static readonly string[] Places =
    [
        @"Google\Chrome\Application\chrome.exe",
        @"Microsoft\Edge\Application\msedge.exe",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    /// <summary>The browser's program. Without one the test is skipped, or fails where a browser is required.</summary>
    public static string RequirePath()
    {
        string? path = Find(Environment.GetEnvironmentVariable, File.Exists);
        if (path is null)
        {
            const string Remedy = $"No browser is installed: install chromium (apt-get install chromium) or Chrome, or name one with {Variable}.";
            if (Environment.GetEnvironmentVariable(RequireVariable) == "1")
            {
                Assert.Fail($"{Remedy} {RequireVariable}=1 demands it.");
            }

            Assert.Ignore(Remedy);
        }

        return path!;
    }

    /// <summary>The browser that is named, else the first that is found.</summary>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <param name="exists">Whether there is such a file.</param>
    /// <exception cref="FileNotFoundException">The one that is named is not there.</exception>
    public static string? Find(Func<string, string?> environment, Func<string, bool> exists)
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return exists(named) ? named : throw new FileNotFoundException($"{Variable} is '{named}', and there is no such file.");
        }

        string[] folders = (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] programs = [.. new[] { "ProgramFiles", "ProgramFiles(x86)", "LocalAppData" }.Select(environment).OfType<string>()];
        IEnumerable<string> inPath = Names.SelectMany(name => folders.SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, $"{name}.exe") }));
        IEnumerable<string> installed = Places.SelectMany(place => place[0] == '/' ? [place] : programs.Select(folder => Path.Combine(folder, place)));
        return inPath.Concat(installed).FirstOrDefault(exists);
    }
}
