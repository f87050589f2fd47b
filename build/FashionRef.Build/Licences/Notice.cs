namespace FashionRef.Build.Licences;

/// <summary>Under which licence something may be passed on.</summary>
/// <param name="Name">What it is, with its version.</param>
/// <param name="Licence">The licence's short name, for example <c>MIT</c>.</param>
/// <param name="Copyright">Whose it is.</param>
/// <param name="Texts">The licence, and the notices that go with it.</param>
internal sealed record Notice(string Name, string Licence, string Copyright, IReadOnlyList<string> Texts);
