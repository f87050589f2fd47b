using FashionRef.Models;
using FashionRef.Models.Layers;
using static FashionRef.Formats.Onnx.OnnxGraph;
using static FashionRef.Models.ActivationConstants;

namespace FashionRef.Formats.Onnx;

/// <summary>Activations as operators; they change each number by itself, or go along one axis, whatever the axes' order.</summary>
internal static class OnnxActivations
{
    /// <summary>Adds an activation.</summary>
    /// <param name="flow">Receives it.</param>
    /// <param name="activation">The activation; not <see cref="Activation.Linear"/>, which computes nothing.</param>
    /// <returns>False where there is no such activation.</returns>
    public static bool Add(OnnxFlow flow, Activation activation)
    {
        string x = flow.Current;
        _ = activation switch
        {
            Activation.Relu => flow.Then("Relu", []),
            Activation.Softmax => flow.Then("Softmax", [], Int("axis", flow.LastPlace)),
            Activation.LogSoftmax => flow.Then("LogSoftmax", [], Int("axis", flow.LastPlace)),
            Activation.Relu6 => Clip(flow, 0, 6),
            Activation.LeakyRelu => flow.Then("LeakyRelu", [], Float("alpha", LeakySlope)),
            Activation.Elu or Activation.Celu => flow.Then("Elu", [], Float("alpha", 1)),
            Activation.Selu => flow.Then("Selu", [], Float("alpha", SeluAlpha), Float("gamma", SeluScale)),
            Activation.Tanh => flow.Then("Tanh", []),
            Activation.Sigmoid => flow.Then("Sigmoid", []),
            Activation.Silu => flow.Node("Mul", [x, flow.Then("Sigmoid", [])]),
            Activation.HardSigmoid => HardSigmoid(flow, 1 / 6.0),
            Activation.HardSigmoidOfKeras2 => HardSigmoid(flow, 0.2),
            Activation.HardSilu => flow.Then("HardSwish", []),
            Activation.Softplus => flow.Then("Softplus", []),
            Activation.Softsign => flow.Then("Softsign", []),
            Activation.Exponential => flow.Then("Exp", []),
            Activation.Mish => flow.Node("Mul", [x, flow.Node("Tanh", [flow.Then("Softplus", [])])]),
            Activation.Gelu => Gelu(flow, x),
            Activation.GeluTanh => GeluTanh(flow, x),
            Activation.LogSigmoid => flow.Node("Neg", [flow.Node("Softplus", [flow.Then("Neg", [])])]),
            Activation.TanhShrink => flow.Node("Sub", [x, flow.Then("Tanh", [])]),
            Activation.SparsePlus => SparsePlus(flow, x),
            Activation.SparseSigmoid => HardSigmoid(flow, 0.5),
            Activation.Squareplus => Squareplus(flow, x),
            Activation.SoftShrink => flow.Then("Shrink", [], Float("lambd", 0.5), Float("bias", 0.5)),
            Activation.HardShrink => flow.Then("Shrink", [], Float("lambd", 0.5), Float("bias", 0)),
            Activation.HardTanh => Clip(flow, -1, 1),
            _ => null,
        };
        return flow.Current != x;
    }

    /// <summary>Adds <c>x &gt;= threshold ? min(x, max) : slope·(x - threshold)</c>, in one operator where there is one.</summary>
    public static void AddReLU(OnnxFlow flow, ReLU relu)
    {
        string x = flow.Current;
        _ = relu switch
        {
            { Threshold: 0, NegativeSlope: 0, MaxValue: double.PositiveInfinity } => flow.Then("Relu", []),
            { Threshold: 0, NegativeSlope: 0, MaxValue: >= 0 } => Clip(flow, 0, relu.MaxValue),
            { Threshold: 0, MaxValue: double.PositiveInfinity } => flow.Then("LeakyRelu", [], Float("alpha", relu.NegativeSlope)),
            _ => Rectified(flow, relu, x),
        };
    }

    private static string Clip(OnnxFlow flow, double least, double most) => flow.Then("Clip", [flow.Number("least", least), flow.Number("most", most)]);

    private static string HardSigmoid(OnnxFlow flow, double slope) => flow.Then("HardSigmoid", [], Float("alpha", slope), Float("beta", 0.5));

    private static string Gelu(OnnxFlow flow, string x)
    {
        string error = flow.Node("Erf", [flow.Then("Mul", [flow.Number("root_of_half", RootOfHalf)])]);
        string doubled = flow.Node("Add", [error, flow.Number("one", 1)]);
        return flow.Node("Mul", [flow.Node("Mul", [x, flow.Number("half", 0.5)]), doubled]);
    }

    private static string GeluTanh(OnnxFlow flow, string x)
    {
        string cube = flow.Node("Mul", [flow.Node("Mul", [flow.Node("Mul", [x, x]), x]), flow.Number("cube", GeluCube)]);
        string tanh = flow.Node("Tanh", [flow.Node("Mul", [flow.Node("Add", [x, cube]), flow.Number("root_of_two_by_pi", RootOfTwoByPi)])]);
        return flow.Node("Mul", [flow.Node("Mul", [x, flow.Number("half", 0.5)]), flow.Node("Add", [tanh, flow.Number("one", 1)])]);
    }

    // Below -1 the square is 0, above 1 its place is taken by x.
    private static string SparsePlus(OnnxFlow flow, string x)
    {
        string one = flow.Number("one", 1);
        string above = flow.Node("Relu", [flow.Node("Add", [x, one])]);
        string square = flow.Node("Mul", [flow.Node("Mul", [above, above]), flow.Number("quarter", 0.25)]);
        return flow.Node("Where", [flow.Node("Less", [x, one]), square, x]);
    }

    private static string Squareplus(OnnxFlow flow, string x)
    {
        string root = flow.Node("Sqrt", [flow.Node("Add", [flow.Node("Mul", [x, x]), flow.Number("four", 4)])]);
        return flow.Node("Mul", [flow.Node("Add", [x, root]), flow.Number("half", 0.5)]);
    }

    private static string Rectified(OnnxFlow flow, ReLU relu, string x)
    {
        string threshold = flow.Number("threshold", relu.Threshold);
        string above = double.IsPositiveInfinity(relu.MaxValue) ? x : flow.Node("Min", [x, flow.Number("max_value", relu.MaxValue)]);
        string below = flow.Node("Mul", [flow.Node("Sub", [x, threshold]), flow.Number("negative_slope", relu.NegativeSlope)]);
        return flow.Node("Where", [flow.Node("GreaterOrEqual", [x, threshold]), above, below]);
    }
}
