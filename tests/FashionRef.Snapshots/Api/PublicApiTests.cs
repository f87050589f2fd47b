using PublicApiGenerator;

namespace FashionRef.Snapshots.Api;

/// <summary>What callers of FashionRef.dll can see; a name that goes or changes shows here.</summary>
internal sealed class PublicApiTests
{
    // Attributes of the assembly hold the version and the commit.
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Test]
    public Task Public_types_and_members() => Verifier.Verify(typeof(ExitCode).Assembly.GeneratePublicApi(Options));
}
