namespace FashionRef.Report.Page.Blocks;

/// <summary>A piece of a section. The template (page.html) renders each kind.</summary>
internal interface IPageBlock
{
    /// <summary>The kind's name in the template.</summary>
    string Kind { get; }
}
