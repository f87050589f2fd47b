namespace FashionRef.Formats.Json;

/// <summary>What a JSON file should be, in the words of error messages.</summary>
/// <param name="Noun">For example <c>trace</c>.</param>
/// <param name="Purpose">What it should be, in full, for example <c>trace that can be replayed</c>.</param>
/// <param name="Sources">How to get such a file, for example <c>Name a file that Keras wrote.</c></param>
/// <param name="Format">Where the format is described, for example <c>See docs/parity.md for the format.</c></param>
/// <param name="IfUnread">The remedy if the file cannot be read.</param>
internal sealed record JsonFileKind(string Noun, string Purpose, string Sources, string Format, Remedy IfUnread = Remedy.None)
{
    /// <summary>What its member <c>format</c> holds, to tell a file of another kind by its own name; null where that is not looked at.</summary>
    public string? FormatName { get; init; }

    /// <summary>Whether people write it, with comments as in JavaScript and commas behind the last item.</summary>
    public bool HasComments { get; init; }
}
