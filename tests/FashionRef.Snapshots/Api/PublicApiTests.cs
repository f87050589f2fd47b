using FashionRef.Report.Page;
using FashionRef.Torch;
using PublicApiGenerator;

namespace FashionRef.Snapshots.Api;

/// <summary>What callers of the libraries can see; a name that goes or changes shows here.</summary>
internal sealed class PublicApiTests
{
    // Attributes of the assembly hold the version and the commit.
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Test]
    public Task Of_the_library() => Verifier.Verify(typeof(FaultKind).Assembly.GeneratePublicApi(Options));

    [Test]
    public Task Of_the_torch_engine() => Verifier.Verify(typeof(TorchEngine).Assembly.GeneratePublicApi(Options));

    [Test]
    public Task Of_the_report() => Verifier.Verify(typeof(ReportPage).Assembly.GeneratePublicApi(Options));
}
