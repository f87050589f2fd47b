namespace FashionRef.Formats.Json;

/// <summary>What a JSON file should be, in the words of the messages about files that are something else.</summary>
/// <param name="Noun">For example <c>trace</c>.</param>
/// <param name="Purpose">What makes it one that can be used, for example <c>trace that can be replayed</c>.</param>
/// <param name="Sources">What to name instead, for example <c>Name a file that Keras wrote.</c></param>
/// <param name="Format">Where the format is told, for example <c>See docs/parity.md for the format.</c></param>
/// <param name="IfUnread">What else can be done where none can be read.</param>
internal sealed record JsonFileKind(string Noun, string Purpose, string Sources, string Format, Remedy IfUnread = Remedy.None);
