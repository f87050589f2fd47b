namespace FashionRef.Report.Page.Blocks;

/// <summary>A run's figure on the first screen.</summary>
/// <param name="Title">What it is of.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Unit">What the figure is.</param>
/// <param name="Notebook">The notebook's beside it.</param>
internal sealed record Card(string Title, string Figure, string Unit, string Notebook);
