namespace FashionRef.Data.Sources;

/// <summary>The programs behind <see cref="DebianPackageSource"/>, and how long each may take.</summary>
internal sealed record DebianTools
{
    /// <summary>Where the package puts its files once it is installed.</summary>
    public string InstalledFolder { get; init; } = "/usr/share/datasets/fashion-mnist";

    public string AptGet { get; init; } = "apt-get";

    public string DpkgDeb { get; init; } = "dpkg-deb";

    /// <summary>For the package's 31 MB: enough at 60 kB/s.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>For the lists of packages, some 10 to 40 MB.</summary>
    public TimeSpan UpdateTimeout { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan ExtractTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
