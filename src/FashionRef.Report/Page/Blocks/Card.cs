namespace FashionRef.Report.Page.Blocks;

/// <summary>A run's figure on the first screen.</summary>
/// <param name="Title">The run's title.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Unit">The figure's name.</param>
/// <param name="Notebook">The notebook's figure.</param>
internal sealed record Card(string Title, string Figure, string Unit, string Notebook);
