using FashionRef.Files;
using FashionRef.Report.Page;
using Microsoft.Playwright;

namespace FashionRef.Tests.Report.Page.Browser;

/// <summary>A browser, and a page of Keras' runs in a file for it to show.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    private const int Height = 800;

    // It fetches nothing of its own accord, and needs no graphics card.
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly TemporaryFolder _folder;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PageBrowser(TemporaryFolder folder, ReportMaterial material, IPlaywright playwright, IBrowser browser)
    {
        _folder = folder;
        Material = material;
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>What the page shows.</summary>
    public ReportMaterial Material { get; }

    private string File => _folder["index.html"];

    /// <summary>Starts a browser, or skips the test where there is none.</summary>
    public static async Task<PageBrowser> StartAsync()
    {
        string path = InstalledBrowser.RequirePath();
        TemporaryFolder folder = new();
        ReportMaterial material = KerasRuns.WriteBoth(folder);
        AtomicFile.WriteText(folder["index.html"], ReportPage.Render(material));
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        return new PageBrowser(folder, material, playwright, browser);
    }

    /// <summary>Opens the page in a window of its own.</summary>
    /// <param name="width">The window's, in CSS pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    public async Task<ShownPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = Height },
            ColorScheme = scheme,
        });
        ShownPage shown = new(await context.NewPageAsync(), new Uri(File).AbsoluteUri);
        await shown.Page.GotoAsync(shown.Address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _folder.Dispose();
    }
}
