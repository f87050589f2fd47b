using FashionRef.Models;
using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

/// <summary>The traces that Keras wrote; TestData/README.md says where they come from.</summary>
internal static class KerasTraces
{
    public static string PathOf(int model, Precision precision) =>
        TestDataFile.PathOf($"keras-trace-model{model}-{precision.ToString().ToLowerInvariant()}.json");

    public static Trace Read(int model, Precision precision) => TraceFile.Read(PathOf(model, precision));
}
