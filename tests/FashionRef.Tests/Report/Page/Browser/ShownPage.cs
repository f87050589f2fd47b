using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace FashionRef.Tests.Report.Page.Browser;

/// <summary>A page in a browser, with all that it asked for and complained of.</summary>
internal sealed class ShownPage : IAsyncDisposable
{
    public ShownPage(IPage page, string address)
    {
        Page = page;
        Address = address;
        page.Console += (_, message) => Complaints.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    public string Address { get; }

    /// <summary>Whatever came to the console, and errors.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>The addresses that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The texts of all cells of a table's body, row by row, the rows' heads among them.</summary>
    public Task<string[][]> TableAsync(string id) => Page.EvaluateAsync<string[][]>(
        "id => [...document.querySelectorAll(`#${id} tbody tr`)].map(row => [...row.cells].map(cell => cell.textContent))", id);

    /// <summary>The texts of all elements that a selector finds.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string selector) => await Page.Locator(selector).AllTextContentsAsync();

    /// <summary>How far down the elements reach that a selector finds, in pixels of the page.</summary>
    public Task<double> BottomAsync(string selector) => Page.EvaluateAsync<double>(
        "selector => Math.max(...[...document.querySelectorAll(selector)].map(element => element.getBoundingClientRect().bottom + scrollY))", selector);

    /// <summary>Opens all that is folded away.</summary>
    public async Task UnfoldAsync() =>
        await Page.EvaluateAsync("() => { for (const details of document.querySelectorAll('details')) details.open = true; }");

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
