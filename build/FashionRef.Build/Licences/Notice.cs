namespace FashionRef.Build.Licences;

/// <summary>The licence of something in a package.</summary>
/// <param name="Name">Its name and version.</param>
/// <param name="Licence">The licence's short name, for example <c>MIT</c>.</param>
/// <param name="Copyright">The copyright.</param>
/// <param name="Texts">The licence, and the notices that go with it.</param>
internal sealed record Notice(string Name, string Licence, string Copyright, IReadOnlyList<string> Texts);
