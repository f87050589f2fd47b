using System.Security.Cryptography;
using FashionRef.Build.Elf;
using FashionRef.Tests.Build.Fonts;

namespace FashionRef.Tests.Build;

/// <summary>What build/Font.targets takes for the package of fonts.</summary>
internal sealed class FontTargetsTests
{
    private static readonly byte[] Library = TinyLibrary.With(TinyLibrary.Resource(("/Assets/Inter-Regular.ttf", [1, 2, 3]), ("/Assets/Inter-Bold.ttf", [4, 5])));

    [TestCase("packages")]
    [TestCase("fallback")]
    public async Task The_package_is_found_in_whatever_folder_NuGet_keeps_it(string folder)
    {
        using MSBuildProject project = NewProject(Library);
        WriteLibrary(project, folder);

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(File.ReadAllBytes(project.PathOf("obj/fonts/Inter-Regular.ttf")), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Nothing_is_taken_out_of_a_library_that_has_another_hash()
    {
        using MSBuildProject project = NewProject([.. Library, 0]);
        WriteLibrary(project, "packages");

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"Avalonia.Fonts.Inter.dll : error FREF1007: The file's SHA-512 is {Convert.ToHexString(SHA512.HashData(Library))} and must be "));
        Assert.That(project.PathOf("obj/fonts"), Does.Not.Exist);
    }

    [Test]
    public async Task A_package_that_is_nowhere_is_told_with_what_to_do()
    {
        using MSBuildProject project = NewProject(Library);

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("The package Avalonia.Fonts.Inter").And.Contain("dotnet restore"));
    }

    private static void WriteLibrary(MSBuildProject project, string folder)
    {
        string version = System.Xml.Linq.XDocument.Load(Path.Combine(Repository.Root, "build/Font.targets")).Descendants("FontPackageVersion").Single().Value;
        string library = project.PathOf($"{folder}/avalonia.fonts.inter/{version}/lib/net8.0/Avalonia.Fonts.Inter.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        File.WriteAllBytes(library, Library);
    }

    private static MSBuildProject NewProject(byte[] expected) => new(
        $"""
        <Project DefaultTargets="ExtractFontFiles">
          <PropertyGroup>
            <FashionRefBuildTasks>{typeof(ElfFile).Assembly.Location}</FashionRefBuildTasks>
            <IntermediateOutputPath>obj/</IntermediateOutputPath>
            <NuGetPackageFolders>packages/;fallback/</NuGetPackageFolders>
          </PropertyGroup>
          <Import Project="{Repository.Root}/build/Font.targets" />
          <PropertyGroup>
            <FontLibrarySha512>{Convert.ToHexString(SHA512.HashData(expected))}</FontLibrarySha512>
          </PropertyGroup>
        </Project>
        """);
}
