using FashionRef.Tests.Build;

namespace FashionRef.Tests.Packaging;

/// <summary>The products' NuGet packages, made of what is built, and a project outside the repository that uses some of them.</summary>
internal sealed class PackedProducts : IDisposable
{
    // NuGet keeps what it has once unpacked: another version each time, so that it never takes an older one's files. A high one: packages
    // ask for at least the version that the others were built as.
    private readonly string _version = $"1000.0.0-test{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
    private readonly TemporaryFolder _packages = new();

    private PackedProducts()
    {
    }

    /// <summary>The folder of the project, in which its program also runs.</summary>
    public TemporaryFolder Consumer { get; } = new();

    /// <summary>What the tests, and so the products, were built as.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    /// <summary>Where the packages are.</summary>
    public string Folder => _packages.Path;

    /// <summary>A package's file.</summary>
    public string FileOf(string package) => _packages[$"{package}.{_version}.nupkg"];

    /// <summary>Packs projects, and makes a project that references their packages.</summary>
    /// <param name="projects">Their folders, from the repository's root.</param>
    public static async Task<PackedProducts> CreateAsync(params string[] projects)
    {
        PackedProducts products = new();
        foreach (string project in projects)
        {
            await DotNetAsync(
                Repository.Root, "pack", project, "--no-build", "-c", Configuration, "-o", products.Folder, $"-p:PackageVersion={products._version}");
        }

        File.WriteAllText(products.Consumer["consumer.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <UseAppHost>false</UseAppHost>
                <RestoreAdditionalProjectSources>{products.Folder}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(projects.Select(project => $"<PackageReference Include=\"{Path.GetFileName(project)}\" Version=\"{products._version}\" />"))}
              </ItemGroup>
            </Project>
            """);
        return products;
    }

    /// <summary>Compiles a program, runs it, and returns what it printed.</summary>
    /// <param name="program">Its C#.</param>
    /// <param name="properties">For the build, for example <c>-r</c> and a system.</param>
    public async Task<string> RunAsync(string program, params string[] properties)
    {
        File.WriteAllText(Consumer["Program.cs"], program);
        await DotNetAsync(Consumer.Path, ["build", "-nodeReuse:false", .. properties]);
        return await DotNetAsync(Consumer.Path, Directory.GetFiles(Consumer["bin"], "consumer.dll", SearchOption.AllDirectories).Single());
    }

    public void Dispose()
    {
        _packages.Dispose();
        Consumer.Dispose();
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string unpacked in Directory.Exists(cache) ? Directory.GetDirectories(cache, "fashionref*").Select(package => Path.Combine(package, _version)) : [])
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static async Task<string> DotNetAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await DotNet.RunAsync(folder, arguments);
        Assert.That(exitCode, Is.Zero, output);
        return output;
    }
}
