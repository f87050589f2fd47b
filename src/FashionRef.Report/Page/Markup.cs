namespace FashionRef.Report.Page;

/// <summary>Text that is written into the page without encoding. Only for text of this program itself, never for text that it has read.</summary>
/// <param name="Text">The text.</param>
internal sealed record Markup(string Text);
