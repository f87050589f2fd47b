using System.Diagnostics;
using System.Runtime.Intrinsics;
using FashionRef.Build.Program;
using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Inference;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;
using FashionRef.Tests.Engines.Inference;

namespace FashionRef.Tests.Engines.Exact.Inference;

internal sealed class ExactInferenceTests
{
    private const string NoAvx512 = "DOTNET_EnableAVX512";
    private const string NoAvx2 = "DOTNET_EnableAVX2";
    private const string NoVectors = "DOTNET_EnableHWIntrinsic";

    private static IEnumerable<string> Models => InferenceModels.Names;

    [TestCaseSource(nameof(Models))]
    public void It_computes_what_the_formulas_say_within_the_rounding_of_float32(string name)
    {
        BuiltModel model = InferenceModels.Get(name);

        Assert.That(InferenceErrors.Largest(model, new ExactEngine(threads: 1)), Is.LessThanOrEqualTo(2e-6));
    }

    [TestCaseSource(nameof(Models))]
    public void Width_threads_and_number_of_samples_do_not_show_in_the_bits(string name)
    {
        BuiltModel model = InferenceModels.Get(name);
        double[] expected = Predict<Lanes16>(model, threads: 1);

        Assert.That(Predict<Lanes8>(model, threads: 1), Is.EqualTo(expected));
        Assert.That(Predict<Lanes4>(model, threads: 1), Is.EqualTo(expected));
        Assert.That(Predict<Lanes16>(model, threads: 2), Is.EqualTo(expected));
        Assert.That(Predict<Lanes8>(model, threads: 7), Is.EqualTo(expected));
        Assert.That(OneByOne(model), Is.EqualTo(expected));
    }

    // Fixed forever: another machine, or another way to compute, that gives other bits is seen here.
    [Test]
    public void All_bits_are_these()
    {
        AssertOff(NoAvx512, Vector512.IsHardwareAccelerated);
        AssertOff(NoAvx2, Vector256.IsHardwareAccelerated);
        AssertOff(NoVectors, Vector128.IsHardwareAccelerated);
        ulong bits = 0;
        foreach (string name in Models)
        {
            foreach (double result in Predict<Lanes16>(InferenceModels.Get(name), threads: 1))
            {
                bits = (bits * 31) + BitConverter.SingleToUInt32Bits((float)result);
            }
        }

        Assert.That(bits, Is.EqualTo(13202263027736409391ul));
    }

    // This very test once more, in a process of its own that asserts what it got.
    [TestCase(NoAvx512)]
    [TestCase(NoAvx2)]
    [TestCase(NoVectors)]
    public async Task Without_parts_of_the_processor_the_bits_stay(string variable)
    {
        string tests = Path.Combine(TestContext.CurrentContext.TestDirectory, $"{typeof(ExactInferenceTests).Assembly.GetName().Name}.dll");
        ProcessStartInfo start = new(DotNetHost.Path, ["vstest", tests, $"--TestCaseFilter:FullyQualifiedName={typeof(ExactInferenceTests).FullName}.{nameof(All_bits_are_these)}"]);
        start.Environment[variable] = "0";

        ProgramEnd end = await TestProcess.RunAsync(start);

        Assert.That(end.ExitCode, Is.Zero, $"{end.Output}{end.Error}");
        Assert.That(end.Output, Does.Contain("Passed:     1,"));
    }

    private static void AssertOff(string variable, bool isThere) =>
        Assert.That(isThere && Environment.GetEnvironmentVariable(variable) == "0", Is.False, variable);

    private static double[] Predict<TLanes>(BuiltModel model, int threads)
        where TLanes : struct, ILanes<TLanes>
    {
        using ExactPredictor<TLanes> predictor = new(model, InferenceModels.Weights(model), threads);
        double[] results = new double[InferenceModels.Samples * model.OutputShape.Count];
        predictor.Predict(InferenceModels.Inputs(model), results);
        return results;
    }

    private static double[] OneByOne(BuiltModel model)
    {
        using IInference predictor = new ExactEngine(threads: 2).CreatePredictor(model, InferenceModels.Weights(model));
        double[] inputs = InferenceModels.Inputs(model);
        double[] results = new double[InferenceModels.Samples * model.OutputShape.Count];
        for (int sample = 0; sample < InferenceModels.Samples; sample++)
        {
            predictor.Predict(
                inputs.AsSpan(sample * model.InputShape.Count, model.InputShape.Count), results.AsSpan(sample * model.OutputShape.Count, model.OutputShape.Count));
        }

        return results;
    }
}
