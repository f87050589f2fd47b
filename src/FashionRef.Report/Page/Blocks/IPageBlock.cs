namespace FashionRef.Report.Page.Blocks;

/// <summary>A piece of a section. The template (page.html) knows how each kind looks.</summary>
internal interface IPageBlock
{
    /// <summary>The kind's name in the template.</summary>
    string Kind { get; }
}
