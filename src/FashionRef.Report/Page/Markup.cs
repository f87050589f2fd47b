namespace FashionRef.Report.Page;

/// <summary>Text that is written into the page as it stands. Only what this program brings with it is marked so, never what it has read.</summary>
/// <param name="Text">The text.</param>
internal sealed record Markup(string Text);
