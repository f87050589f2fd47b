using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;

namespace FashionRef.Tests.Build.Hosts;

/// <summary>What build/Cake.targets takes for Cake's libraries.</summary>
internal sealed class CakeTargetsTests
{
    private static readonly string Targets = Path.Combine(Repository.Root, "build", "Cake.targets");
    private static readonly byte[] Library = [1, 2, 3];

    [Test]
    public void The_libraries_are_those_of_the_tool_that_dotnet_cake_is()
    {
        using JsonDocument tools = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config/dotnet-tools.json")));

        Assert.That(Version, Is.EqualTo(tools.RootElement.GetProperty("tools").GetProperty("cake.tool").GetProperty("version").GetString()));
        XDocument packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        Assert.That(packages.Descendants("PackageVersion").Single(package => package.Attribute("Include")!.Value == "Cake.Frosting").Attribute("Version")!.Value, Is.EqualTo(Version));
    }

    [TestCase("packages")]
    [TestCase("fallback")]
    public async Task They_are_found_in_whatever_folder_NuGet_keeps_the_package(string folder)
    {
        using MSBuildProject project = NewProject(Library);
        WriteLibrary(project, folder);

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain($"Reference: {LibraryIn(project, folder)}"));
    }

    [Test]
    public async Task A_library_that_has_another_hash_is_not_referenced()
    {
        using MSBuildProject project = NewProject([.. Library, 0]);
        WriteLibrary(project, "packages");

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"Cake.Core.dll : error : The file's SHA-512 is {Convert.ToHexString(SHA512.HashData(Library))} and must be ").And.Not.Contain("Reference: "));
    }

    [Test]
    public async Task A_package_that_is_nowhere_is_told_with_what_to_do()
    {
        using MSBuildProject project = NewProject(Library);

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("The package Cake.Tool").And.Contain("dotnet restore"));
    }

    private static string Version => XDocument.Load(Targets).Descendants("CakePackageVersion").Single().Value;

    private static string LibraryIn(MSBuildProject project, string folder) =>
        project.PathOf($"{folder}/cake.tool/{Version}/tools/net10.0/any/Cake.Core.dll");

    private static void WriteLibrary(MSBuildProject project, string folder)
    {
        string library = LibraryIn(project, folder);
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        File.WriteAllBytes(library, Library);
    }

    private static MSBuildProject NewProject(byte[] expected) => new(
        $"""
        <Project DefaultTargets="ReferenceCake">
          <PropertyGroup>
            <NuGetPackageFolders>packages/;fallback/</NuGetPackageFolders>
          </PropertyGroup>
          <Import Project="{Targets}" />
          <ItemGroup>
            <CakeLibrary Remove="@(CakeLibrary)" />
            <CakeLibrary Include="Cake.Core" Sha512="{Convert.ToHexString(SHA512.HashData(expected))}" />
          </ItemGroup>
          <Target Name="Show" AfterTargets="ReferenceCake">
            <Message Importance="high" Text="Reference: @(Reference)" />
          </Target>
        </Project>
        """);
}
