using System.Runtime.InteropServices;
using FashionRef.Tests.Build;

namespace FashionRef.Tests.Packaging;

/// <summary>The library's NuGet package, made of what is built, and a project outside the repository that uses it.</summary>
internal sealed class PackedLibrary : IDisposable
{
    // NuGet keeps what it has once unpacked: another version each time, so that it never takes an older one's files.
    private readonly string _version = $"0.0.0-test{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";
    private readonly TemporaryFolder _packages = new();

    private PackedLibrary()
    {
    }

    /// <summary>The folder of the project, in which its program also runs.</summary>
    public TemporaryFolder Consumer { get; } = new();

    /// <summary>What the tests, and so the library, were built as.</summary>
    public static string Configuration { get; } =
        Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    /// <summary>The package itself.</summary>
    public string File => _packages[$"FashionRef.{_version}.nupkg"];

    public static async Task<PackedLibrary> CreateAsync()
    {
        PackedLibrary library = new();
        await RunAsync(
            Repository.Root, "pack", "src/FashionRef", "--no-build", "-c", Configuration, "-o", library._packages.Path, $"-p:PackageVersion={library._version}");
        System.IO.File.WriteAllText(library.Consumer["consumer.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <RestoreAdditionalProjectSources>{library._packages.Path}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="FashionRef" Version="{library._version}" />
              </ItemGroup>
            </Project>
            """);
        return library;
    }

    /// <summary>Compiles a program, runs it, and returns what it printed.</summary>
    public async Task<string> RunAsync(string program)
    {
        System.IO.File.WriteAllText(Consumer["Program.cs"], program);
        await RunAsync(Consumer.Path, "build", "-nodeReuse:false");
        return await RunAsync(Consumer.Path, Directory.GetFiles(Consumer["bin"], "consumer.dll", SearchOption.AllDirectories).Single());
    }

    public void Dispose()
    {
        _packages.Dispose();
        Consumer.Dispose();
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string unpacked = Path.Combine(cache, "fashionref", _version);
        if (Directory.Exists(unpacked))
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        (int exitCode, string output) = await DotNet.RunAsync(folder, arguments);
        Assert.That(exitCode, Is.Zero, output);
        return output;
    }
}
