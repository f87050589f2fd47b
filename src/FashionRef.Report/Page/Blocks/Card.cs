namespace FashionRef.Report.Page.Blocks;

/// <summary>One figure that is seen first.</summary>
/// <param name="Title">What it is of.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Unit">What the figure is.</param>
/// <param name="Notes">What puts it in its place, a line each.</param>
internal sealed record Card(string Title, string Figure, string Unit, IReadOnlyList<string> Notes);
