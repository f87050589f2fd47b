namespace FashionRef.Build.Licences;

/// <summary>The texts of licences, by their short names.</summary>
/// <param name="folder">Has a file for each, for example <c>MIT.txt</c>.</param>
internal sealed class LicenceTexts(string folder)
{
    /// <summary>The notice for something without a licence text of its own.</summary>
    /// <exception cref="BuildTaskException">The licence is not known.</exception>
    public Notice Of(string name, string licence, string copyright)
    {
        string file = Path.Combine(folder, $"{licence}.txt");
        return File.Exists(file) && Path.GetFileName(licence) == licence
            ? new Notice(name, licence, copyright, [File.ReadAllText(file)])
            : throw new BuildTaskException(
                ErrorCode.LicenceUnknown,
                $"{name} is under the licence '{licence}', brings no text of it, and '{folder}' has none. Add the licence's text there, if the package may be passed on under it.");
    }
}
