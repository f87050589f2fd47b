using System.Text;
using FashionRef.Build.Files;
using FashionRef.Build.Licences;
using Microsoft.Build.Framework;

namespace FashionRef.Build;

/// <summary>Writes the licences of a package's content, with their texts and all required notices.</summary>
public sealed class WriteNotices : Microsoft.Build.Utilities.Task
{
    /// <summary>The NuGet packages that are packed, by id, with the metadata <c>Version</c>.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>Other content, by its name, with the metadata <c>Licence</c> (of <see cref="LicenceFolder"/>) and <c>Copyright</c>.</summary>
    public ITaskItem[] Others { get; set; } = [];

    /// <summary>The folders in which NuGet keeps packages.</summary>
    [Required]
    public string[] PackageFolders { get; set; } = [];

    /// <summary>A folder of licence texts, such as <c>MIT.txt</c>, for packages without their own.</summary>
    [Required]
    public string LicenceFolder { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute() => FileErrors.Report(Log, Destination, $"The notices go to '{Destination}'.", () =>
    {
        LicenceTexts texts = new(LicenceFolder);
        IEnumerable<Notice> notices = Others
            .Select(item => texts.Of(item.ItemSpec, item.GetMetadata("Licence"), item.GetMetadata("Copyright")))
            .Concat(Packages
                .DistinctBy(item => item.ItemSpec, StringComparer.OrdinalIgnoreCase)
                .OrderBy(item => item.ItemSpec, StringComparer.OrdinalIgnoreCase)
                .Select(item => PackageNotice.Read(PackageFolders, item.ItemSpec, item.GetMetadata("Version"), texts)));
        WholeFile.Write(Destination, Encoding.UTF8.GetBytes(NoticesText.Format(notices)));
    });
}
