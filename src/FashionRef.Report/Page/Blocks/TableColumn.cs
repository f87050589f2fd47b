namespace FashionRef.Report.Page.Blocks;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Look">One of <see cref="Text"/>, <see cref="Name"/>, <see cref="Number"/> and <see cref="Code"/>: a class of the style sheet.</param>
internal sealed record TableColumn(string Title, string Look)
{
    /// <summary>Words, to the left.</summary>
    public const string Text = "text";

    /// <summary>Names of any length, as the first column: they break anywhere.</summary>
    public const string Name = "name";

    /// <summary>Figures, to the right.</summary>
    public const string Number = "number";

    /// <summary>Characters that are compared one by one, such as hashes.</summary>
    public const string Code = "code";

    /// <summary>A column of words.</summary>
    public static TableColumn OfText(string title) => new(title, Text);

    /// <summary>A first column of names.</summary>
    public static TableColumn OfNames(string title) => new(title, Name);

    /// <summary>Columns of figures.</summary>
    public static IEnumerable<TableColumn> OfNumbers(params IEnumerable<string> titles) => titles.Select(title => new TableColumn(title, Number));
}
