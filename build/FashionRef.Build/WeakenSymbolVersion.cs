using FashionRef.Build.Elf;
using FashionRef.Build.Files;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Copies a Linux library so that it also loads on systems that lack one symbol version which it requires.</summary>
public sealed class WeakenSymbolVersion : Microsoft.Build.Utilities.Task
{
    /// <summary>The library from its package; it is only read.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>The copy to write; its folder is made when it is missing.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <summary>The version that may be missing, such as <c>GLIBCXX_3.4.32</c>.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => FileErrors.Report(Log, Source, $"The copy to write is '{Destination}'.", () =>
    {
        byte[] bytes = File.ReadAllBytes(Source);
        SymbolVersionWeakening.Apply(bytes, Version);
        WholeFile.Write(Destination, bytes);
        Log.LogMessage(MessageImportance.Normal, "{0} loads without {1}.", Destination, Version);
    });
}
