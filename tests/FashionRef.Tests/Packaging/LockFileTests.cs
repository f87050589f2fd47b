using System.Text.Json;
using FashionRef.Tests.Build;

namespace FashionRef.Tests.Packaging;

/// <summary>Every package is the one that was locked, by its content, and a build server takes no other.</summary>
internal sealed class LockFileTests
{
    private static IEnumerable<string> Projects => Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal));

    [TestCaseSource(nameof(Projects))]
    public void Every_package_of_a_project_has_the_hash_of_its_content(string project)
    {
        string lockFile = Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, "packages.lock.json");
        using JsonDocument content = JsonDocument.Parse(File.ReadAllBytes(lockFile));
        JsonProperty[] packages =
        [
            .. content.RootElement.GetProperty("dependencies").EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project"),
        ];

        Assert.That(packages, Is.Not.Empty);
        foreach (JsonProperty package in packages)
        {
            byte[] hash = new byte[64];
            Assert.That(
                package.Value.TryGetProperty("contentHash", out JsonElement text) && Convert.TryFromBase64String(text.GetString()!, hash, out int length) && length == 64,
                $"{project}: {package.Name} has no SHA-512");
        }
    }

    [TestCaseSource(nameof(Projects))]
    public async Task A_build_server_restores_what_is_locked_and_nothing_else(string project)
    {
        (int exitCode, string output) = await DotNet.RunAsync(
            Repository.Root,
            new Dictionary<string, string> { ["CI"] = "true", ["RestoreLockedMode"] = "false", ["RestorePackagesWithLockFile"] = "false" },
            "msbuild", project, "-nologo", "-getProperty:RestoreLockedMode", "-getProperty:RestorePackagesWithLockFile");

        Assert.That(exitCode, Is.Zero, output);
        using JsonDocument properties = JsonDocument.Parse(output);
        Assert.That(properties.RootElement.GetProperty("Properties").EnumerateObject().Select(property => property.Value.GetString()), Is.All.EqualTo("true"));
    }

    // GitHub sets CI=true by itself.
    [Test]
    public void The_CI_script_says_that_it_is_a_build_server() =>
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, ".ci/run")), Does.Contain("export CI=true"));
}
