using FashionRef.Build.Elf;
using FashionRef.Tests.Build.Elf;

namespace FashionRef.Tests.Build;

internal sealed class TorchTargetsTests
{
    private const string Shim = "shim.so";
    private const string Mended = "mended/shim.so";
    private const string Version = "GLIBCXX_3.4.32";

    [Test]
    public async Task The_shim_is_mended_once_and_a_second_build_skips_it()
    {
        using MSBuildProject project = NewProject();
        byte[] expected = new TinyElf().Needs("libstdc++.so.6", "GLIBCXX_3.4", Version).Build();
        File.WriteAllBytes(project.PathOf(Shim), expected);
        SymbolVersionWeakening.Apply(expected, Version);

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(File.ReadAllBytes(project.PathOf(Mended)), Is.EqualTo(expected));

        DateTime written = File.GetLastWriteTimeUtc(project.PathOf(Mended));
        (exitCode, output) = await project.RunAsync();

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Contain("Skipping target \"MendTorchShim\""));
        Assert.That(File.GetLastWriteTimeUtc(project.PathOf(Mended)), Is.EqualTo(written));
    }

    [Test]
    public async Task A_broken_shim_fails_the_build_with_a_coded_error_at_the_file_and_leaves_nothing_behind()
    {
        using MSBuildProject project = NewProject();
        File.WriteAllText(project.PathOf(Shim), "no library");

        (int exitCode, string output) = await project.RunAsync();

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"{Shim} : error FREF1001: The file has 10 bytes"));
        Assert.That(Directory.GetFiles(project.Folder, "*", SearchOption.AllDirectories), Has.Length.EqualTo(2));
    }

    private static MSBuildProject NewProject() => new(
        $"""
        <Project DefaultTargets="MendTorchShim">
          <PropertyGroup>
            <FashionRefBuildTasks>{typeof(ElfFile).Assembly.Location}</FashionRefBuildTasks>
            <MendedTorchShim>{Mended}</MendedTorchShim>
          </PropertyGroup>
          <ItemGroup>
            <TorchShim Include="{Shim}" />
          </ItemGroup>
          <Import Project="{Repository.Root}/build/Torch.targets" />
        </Project>
        """);
}
