using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Tests.Formats;

internal sealed class KerasWeightsTests
{
    private const string FileName = "weights.safetensors";

    private static readonly BuiltModel Model = NotebookModels.Model2.Build();
    private static readonly SafetensorsContent Keras = SafetensorsFile.Read(KerasReference.WeightsFile(2));

    [TestCase(1)]
    [TestCase(2)]
    public void Keras_own_file_gives_every_weight_in_the_models_order_bit_for_bit(int number)
    {
        BuiltModel model = NotebookModels.Get(number).Build();
        SafetensorsContent content = SafetensorsFile.Read(KerasReference.WeightsFile(number));

        IReadOnlyList<WeightValues> weights = KerasWeights.Load(content, model, FileName);

        Assert.That(
            weights.Select(weight => (weight.Path, weight.Shape)),
            Is.EqualTo(model.Weights.Select(weight => (weight.Path, weight.Shape))));
        Assert.That(Float32Bytes.Sha256(weights), Is.EqualTo(Float32Bytes.Sha256(content.Arrays)));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void What_this_program_writes_has_the_names_and_shapes_of_Keras_own_file_and_comes_back_bit_for_bit(int number)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = NotebookModels.Get(number).Build();
        SafetensorsContent keras = SafetensorsFile.Read(KerasReference.WeightsFile(number));
        IReadOnlyList<WeightValues> weights = KerasWeights.Load(keras, model, FileName);

        SafetensorsFile.Write(folder["f"], weights, new Dictionary<string, string>());
        SafetensorsContent written = SafetensorsFile.Read(folder["f"]);

        Assert.That(
            written.Arrays.Select(array => (array.Path, array.Shape)),
            Is.EqualTo(keras.Arrays.Select(array => (array.Path, array.Shape))));
        AssertSame(KerasWeights.Load(written, model, FileName), weights);
    }

    [Test]
    public void The_names_of_the_notebooks_session_and_any_order_load_equally()
    {
        KerasNames session = new();
        NotebookModels.Model1.Build(session);
        BuiltModel second = NotebookModels.Model2.Build(session);
        Dictionary<string, string> names = Model.Weights.Zip(second.Weights).ToDictionary(pair => pair.First.Path, pair => pair.Second.Path);
        SafetensorsContent renamed = With([.. Keras.Arrays.Reverse().Select(array => array with { Path = names[array.Path] })]);
        Assert.That(renamed.Arrays.Select(array => array.Path), Has.Member("sequential_1/conv2d_2/kernel"));

        AssertSame(KerasWeights.Load(renamed, Model, FileName), KerasWeights.Load(Keras, Model, FileName));
    }

    [Test]
    public void Layers_go_by_number_and_not_by_letters()
    {
        SafetensorsContent renamed = Renamed(path => path
            .Replace("/dense_1/", "/dense_10/", StringComparison.Ordinal)
            .Replace("/dense_2/", "/dense_11/", StringComparison.Ordinal)
            .Replace("/dense/", "/dense_9/", StringComparison.Ordinal));

        AssertSame(KerasWeights.Load(renamed, Model, FileName), KerasWeights.Load(Keras, Model, FileName));
    }

    [TestCase("sequential/dense_1/", "lacks a layer of kind dense: it has 2, and the model has 3")]
    [TestCase("sequential/dense_1/bias", "lacks 'sequential/dense_1/bias', whose shape is (16,)")]
    [TestCase("sequential/batch_normalization", "lacks a layer of kind batch_normalization: it has 0, and the model has 2")]
    public void What_is_missing_is_told(string start, string told) =>
        Refuse(With([.. Keras.Arrays.Where(array => !array.Path.StartsWith(start, StringComparison.Ordinal))]), told);

    [TestCase("sequential/dense_3/kernel", "has a layer too many, 'sequential/dense_3': the model has 3 of kind dense")]
    [TestCase("sequential/lstm/kernel", "has a layer too many, 'sequential/lstm': the model has 0 of kind lstm")]
    [TestCase("sequential/dense_0/kernel", "has a layer too many, 'sequential/dense_0': the model has 0 of kind dense_0")]
    [TestCase("sequential/dense/gain", "has a weight too many, 'sequential/dense/gain': such a layer has kernel, bias")]
    [TestCase("sequential/dense/kernel", "holds 'sequential/dense/kernel' twice")]
    [TestCase("sequential_1/dense/kernel", "holds 'sequential_1/dense/kernel' beside weights of 'sequential', and one file holds one model")]
    [TestCase("kernel", "holds an array 'kernel', and a weight's name has the form model/layer/weight")]
    [TestCase("sequential/dense//kernel", "holds an array 'sequential/dense//kernel', and")]
    [TestCase("sequential//kernel", "holds an array 'sequential//kernel', and")]
    [TestCase("adam/m/sequential/dense/kernel", "holds an array 'adam/m/sequential/dense/kernel', and")]
    public void What_is_too_many_or_has_no_name_of_Keras_is_told(string path, string told) =>
        Refuse(With([.. Keras.Arrays, new WeightValues(path, Shape.Of(1), [0])]), told);

    [Test]
    public void A_shape_that_differs_is_told_beside_the_right_one() => Refuse(
        Changed("sequential/dense/bias", array => array with { Shape = Shape.Of(8, 8) }),
        "holds 'sequential/dense/bias' of shape (8, 8), and the model's is (64,)");

    [TestCase(double.NaN, "NaN")]
    [TestCase(double.NegativeInfinity, "-Infinity")]
    public void A_weight_that_is_no_finite_number_is_told(double value, string told) => Refuse(
        Changed("sequential/dense/bias", array => array with { Values = [.. array.Values[..7], value, .. array.Values[8..]] }),
        $"holds {told} in 'sequential/dense/bias' at 7, and a weight is a finite number");

    private static SafetensorsContent With(IReadOnlyList<WeightValues> arrays) => new(arrays, Keras.Metadata);

    private static SafetensorsContent Renamed(Func<string, string> rename) =>
        With([.. Keras.Arrays.Select(array => array with { Path = rename(array.Path) })]);

    private static SafetensorsContent Changed(string path, Func<WeightValues, WeightValues> change) =>
        With([.. Keras.Arrays.Select(array => array.Path == path ? change(array) : array)]);

    private static void Refuse(SafetensorsContent content, string told)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => KerasWeights.Load(content, Model, FileName))!;
        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"'{FileName}' {told}").And.EndsWith(". Name a file that holds this model's weights."));
    }

    private static void AssertSame(IReadOnlyList<WeightValues> actual, IReadOnlyList<WeightValues> expected)
    {
        Assert.That(actual.Select(weight => weight.Path), Is.EqualTo(expected.Select(weight => weight.Path)));
        Assert.That(Float32Bytes.Sha256(actual), Is.EqualTo(Float32Bytes.Sha256(expected)));
    }
}
