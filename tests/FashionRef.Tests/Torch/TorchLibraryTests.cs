using System.ComponentModel;
using System.Runtime.InteropServices;
using FashionRef.Torch;
using TorchSharp;

namespace FashionRef.Tests.Torch;

internal sealed class TorchLibraryTests
{
    private static readonly Exception[] LoadFailures =
    [
        new DllNotFoundException("reason"),
        new EntryPointNotFoundException("reason"),
        new BadImageFormatException("reason"),
        new NotSupportedException("reason"),
        new Win32Exception("reason"),
        new FileNotFoundException("reason"),
        new TypeInitializationException("TorchSharp.torch", new DllNotFoundException("reason")),
    ];

    [Test]
    public void TorchSharp_computes_in_this_process()
    {
        TorchLibrary.EnsureLoaded();

        using torch.Tensor ones = torch.ones(2);
        using torch.Tensor sum = ones.sum();
        Assert.That(sum.item<float>(), Is.EqualTo(2));
    }

    [TestCaseSource(nameof(LoadFailures))]
    public void A_library_that_does_not_load_is_the_machines_failure_and_told_with_what_is_legal(Exception failure)
    {
        FashionRefException told = Translate(failure);

        Assert.That(told.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(told.InnerException, Is.SameAs(failure));
        Assert.That(
            told.Message,
            Does.Contain($"this machine ({RuntimeInformation.RuntimeIdentifier}): reason.")
                .And.Contains("linux-x64").And.Contains("win-x64").And.Contains("osx-arm64")
                .And.Contains("Build and run it on one of them"));
    }

    [TestCase(
        "libstdc++.so.6: version `GLIBCXX_3.4.32' not found",
        "libstdc++.so.6: version `GLIBCXX_3.4.32' not found.")]
    [TestCase(
        "libc10.so: cannot open shared object file: No such file or directory",
        "libc10.so: cannot open shared object file: No such file or directory.")]
    [TestCase(
        "/app/LibTorchSharp: cannot open shared object file: No such file or directory",
        "Unable to load shared library 'LibTorchSharp' or one of its dependencies.")]
    public void The_reason_is_told_without_the_paths_that_were_tried_in_vain(string line, string reason)
    {
        string message =
            $"""
            Unable to load shared library 'LibTorchSharp' or one of its dependencies. In order to help diagnose loading problems:
            /app/LibTorchSharp.so: cannot open shared object file: No such file or directory
            {line}
            /app/libLibTorchSharp: cannot open shared object file: No such file or directory

            """;

        Assert.That(Translate(new DllNotFoundException(message)).Message, Does.Contain($"): {reason} It is made for"));
    }

    [Test]
    public void A_defect_of_this_program_is_not_blamed_on_the_machine() =>
        Assert.That(
            () => TorchLibrary.EnsureLoaded(() => throw new InvalidOperationException()),
            Throws.TypeOf<InvalidOperationException>());

    private static FashionRefException Translate(Exception failure) =>
        Assert.Throws<FashionRefException>(() => TorchLibrary.EnsureLoaded(() => throw failure))!;
}
