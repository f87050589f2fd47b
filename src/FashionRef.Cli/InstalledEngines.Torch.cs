using FashionRef.Engines;
using FashionRef.Torch;

namespace FashionRef.Cli;

/// <summary>The torch engine, in a file of its own: build/Tool leaves it out.</summary>
internal static partial class InstalledEngines
{
    static partial void AddTorch(List<InstalledEngine> engines) => engines.Add(new InstalledEngine(
        KnownEngines.Torch,
        request => new TorchEngine(request.Threads, request.Precision) { Form = request.IsPlain ? TorchForm.Plain : TorchForm.Fast, Clock = request.Clock, HasPlainConstants = request.HasPlainConstants },
        TorchEngine.ReadCapability));
}
