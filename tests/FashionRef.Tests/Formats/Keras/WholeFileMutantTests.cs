using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FashionRef.Cli.Commands.Describe;
using FashionRef.Cli.Documents;
using FashionRef.Evaluation;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Json;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Training;
using PureHDF;
using static System.FormattableString;

namespace FashionRef.Tests.Formats.Keras;

/// <summary>
/// Whole files with something wrong within, as a stranger would hand them over: each is refused in words or gives the numbers that stand in
/// it, and takes no more time and memory than is stated here.
/// </summary>
[NonParallelizable]
internal sealed class WholeFileMutantTests
{
    private const int Few = 1500;
    private const int Many = 100_000;
    private const int MutantsOfASeed = 25_000;
    // All that loading, predicting, describing and converting ever ask for, taken together: 53 MB at most of the hundred thousand, whose models
    // may need 64; 5 MB of the few.
    private const long MostOfAFile = 64 * 1024 * 1024;
    private const long MostOfAByte = 20;

    // 0.2 s at most of the hundred thousand; a machine under load may need many times as long.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    [Test]
    public void A_mutant_of_a_whole_file_is_refused_or_read_as_it_is() => Run(firstSeed: 1, Few);

    [Test]
    [Category(LongTests.Category)]
    public void Each_of_a_hundred_thousand_mutants_is_refused_or_read_as_it_is() => Run(firstSeed: 2, Many);

    // Texts in a heap of the file that neither the layers nor the weights need.
    [TestCase("names of the optimizer's weights")]
    [TestCase("backend")]
    public void What_is_read_late_is_told_in_words_as_well(string damaged)
    {
        byte[] content = KerasFiles.Read("batchnorm/batchnorm.h5");
        using (Hdf5File right = Hdf5File.Open(content))
        {
            byte[] text = [0, .. Encoding.UTF8.GetBytes(damaged == "backend" ? right.Root.FindText("backend")! : right.Root.FindGroup("optimizer_weights")!.FindTexts("weight_names")![^1])];
            for (int at = content.AsSpan().IndexOf(text); at >= 0; at = content.AsSpan().IndexOf(text))
            {
                content[at + 1] = 0xFF;
            }
        }

        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["m.h5"], content);
        using KerasModel model = KerasModel.Load(folder["m.h5"]);
        using KerasFile look = KerasFile.Look(folder["m.h5"]);
        Func<object?>[] readers = damaged == "backend"
            ? [() => KerasContent.Of(look, folder["m.h5"])]
            : [() => model.OptimizerSteps, () => look.OptimizerSteps, () => look.OptimizerVariableCount, () => look.OptimizerSize, () => look.Remarks, () => KerasContent.Of(look, folder["m.h5"])];
        foreach (Func<object?> read in readers)
        {
            Assert.That(() => read(), Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.BadRequest).And.Message.Contains("m.h5' has the attribute '"));
        }
    }

    [Test]
    public void A_layer_with_two_names_is_not_written()
    {
        byte[] content = KerasFiles.Read("functional-chain/functional-chain.h5");
        string name = KerasFile.Of(KerasContainer.Of(content)).Model!.Layers[^1].Name;
        content[content.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{{\"name\": \"{name}\"")) + 10]++;
        using KerasFile file = KerasFile.Of(KerasContainer.Of(content));

        Assert.That(() => KerasContent.Of(file, "m.h5"), Throws.TypeOf<FashionRefException>().With.Message.Contains("has another name or none in its own settings"));
    }

    // To Keras each of these is an error, and any number in its place would be a guess.
    [TestCase("\"padding\": \"same\"", "\"padding\": null", "has layer 'conv2d' (Conv2D) with padding null, and must have a value there")]
    [TestCase("\"strides\": [1, 1]", "\"strides\": null", "has layer 'conv2d' (Conv2D) with strides null, and must have a value there")]
    [TestCase("\"pool_size\": [4, 4]", "\"pool_size\": null", "has layer 'max_pooling2d' (MaxPooling2D) with pool_size null, and must have a value there")]
    [TestCase("\"pool_size\": [4, 4]", "\"pool_size\": [4]", "has layer 'max_pooling2d' (MaxPooling2D) with pool_size [4], and must have one number or two there")]
    public void What_Keras_refuses_gets_no_default(string right, string wrong, string told)
    {
        string json = File.ReadAllText(KerasAnswers.Of("conv-basic").FileOf("json"));

        Assert.That(
            () => KerasFile.Of(KerasContainer.Of(Encoding.UTF8.GetBytes(json.Replace(right, wrong, StringComparison.Ordinal)))),
            Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(told));
    }

    private static void Run(int firstSeed, int count)
    {
        SortedDictionary<string, int> tally = new(StringComparer.Ordinal);
        List<string> breaks = [];
        int tried = 0;

        // With the stack that a program's first thread has on Windows, so that what goes too deep does so here.
        Thread thread = new(
            () =>
            {
                using TemporaryFolder folder = new();
                Dictionary<(string, WholeFileForm), WholeFile> known = [];
                for (; tried < count; tried++)
                {
                    try
                    {
                        Try(new RandomNumbers(firstSeed + (tried / MutantsOfASeed), tried % MutantsOfASeed), known, folder["mutant"], tally);
                    }
                    catch (Exception fault)
                    {
                        breaks.Add(Invariant($"Mutant {tried} from the seed {firstSeed} on: {fault}"));
                    }
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        for (int seen = -1; !thread.Join(4 * MostTime); seen = tried)
        {
            Assert.That(tried, Is.GreaterThan(seen), $"This mutant from the seed {firstSeed} on goes on and on.");
        }

        TestContext.Out.WriteLine(string.Join('\n', tally.Select(entry => $"{entry.Key}: {entry.Value}")));
        Assert.That(breaks, Is.Empty);
    }

    private static void Try(RandomNumbers random, Dictionary<(string, WholeFileForm), WholeFile> known, string path, SortedDictionary<string, int> tally)
    {
        string[] models = [.. KerasFiles.Models];
        (string, WholeFileForm) of = (models[random.Below(models.Length)], (WholeFileForm)random.Below(5));
        if (!known.TryGetValue(of, out WholeFile? file))
        {
            file = known[of] = new WholeFile(of.Item1, of.Item2);
            file.Answers = Read(file, file.Content, path).Answers;
        }

        (byte[] mutant, string level) = file.Mutant(ref random);
        Reading reading = Read(file, mutant, path);
        string outcome = reading.Answers is not { } answers ? "refused" : answers.SequenceEqual(file.Answers!) ? "equal answers" : "other answers";
        Count(tally, $"{level}, {outcome}", 1);
        Count(tally, "largest time in ms", (int)reading.Time.TotalMilliseconds, Math.Max);
        Count(tally, "largest allocation in KB", (int)(reading.Bytes / 1024), Math.Max);
        Assert.That(reading.Time, Is.LessThan(MostTime), level);
        Assert.That(reading.Bytes, Is.LessThan(MostOfAFile + (MostOfAByte * mutant.Length)), level);
        if (reading.Model is { } model)
        {
            RequireRight(file, mutant, path, reading, outcome, model, tally);
        }
    }

    private static void Count(SortedDictionary<string, int> tally, string what, int value, Func<int, int, int>? add = null) =>
        tally[what] = add is null ? tally.GetValueOrDefault(what) + value : add(tally.GetValueOrDefault(what), value);

    private static Reading Read(WholeFile file, byte[] content, string path)
    {
        File.WriteAllBytes(path, content);
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Reading reading = new(null, null, [], TimeSpan.Zero, 0);
        Refusable(() =>
        {
            using KerasModel model = file.Load(path);
            int inputs = model.Model.InputShape.Count;
            float[] samples = [.. new float[inputs], .. Enumerable.Range(0, 2 * inputs).Select(i => i < inputs ? i % 7f : i * 37 % 256)];
            reading = reading with { Answers = model.Predict(samples), Model = model.Model, Weights = model.Weights };
            _ = model.OptimizerSteps;
        });
        Refusable(() =>
        {
            using KerasFile look = KerasFile.Look(path);
            _ = FileDescription.Format(path, look);
            _ = JsonSerializer.Serialize(ModelFileDocument.Of(path, look), JsonFormat.Options);
            _ = look.StoredArrays.Count();
        });
        Refusable(() => file.Convert(path));
        return reading with { Time = Stopwatch.GetElapsedTime(start), Bytes = GC.GetAllocatedBytesForCurrentThread() - bytes };
    }


    private static void Refusable(Action read)
    {
        try
        {
            read();
        }
        catch (FashionRefException fault) when (fault.Kind == FaultKind.BadRequest)
        {
            Assert.That(fault.Message, Is.Not.Empty);
        }
    }

    // As programs that know nothing of Keras read it: .NET's own reader of zip files, and PureHDF on the file as it is, by its own way to each
    // array. It refuses some, mostly for what holds no data; of 24,000 of these mutants h5py read all that it did not refuse to the same numbers.
    private static void RequireRight(WholeFile file, byte[] mutant, string path, Reading reading, string outcome, BuiltModel model, SortedDictionary<string, int> tally)
    {
        byte[] hdf5 = mutant;
        if (file.IsArchive)
        {
            SortedDictionary<string, byte[]> parts = WholeFile.PartsOf(mutant);
            hdf5 = parts["model.weights.h5"];
            bool isSame = WholeFile.ReadMembers.All(name => parts.TryGetValue(name, out byte[]? part) && part.AsSpan().SequenceEqual(file.Parts[name]));
            Assert.That(!isSame || outcome == "equal answers", "the parts are the right ones, and the answers are others");
        }

        if (file.Form == WholeFileForm.Json || hdf5.AsSpan().SequenceEqual(file.Hdf5))
        {
            return;
        }

        using KerasFile weights = KerasFile.Read(path);
        foreach ((FileWeights stored, WeightValues loaded) in weights.Variables(model).Zip(reading.Weights))
        {
            double[] expected;
            try
            {
                expected = Others(hdf5, stored.Array);
            }
            catch (Exception)
            {
                Count(tally, "not read by PureHDF", 1);
                return;
            }

            Assert.That(loaded.Values.SequenceEqual(expected), stored.Array.Path);
        }

        Count(tally, "confirmed by PureHDF", 1);
    }

    private static double[] Others(byte[] hdf5, Hdf5Dataset array)
    {
        using PureHDF.VOL.Native.NativeFile file = H5File.Open(new MemoryStream(hdf5));
        IH5Dataset dataset = file.Dataset(array.Path);
        return (dataset.Type.Class, dataset.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, sizeof(double)) => [.. dataset.Read<double[]>().Select(value => (double)(float)value)],
            (H5DataTypeClass.FloatingPoint, sizeof(float)) => [.. dataset.Read<float[]>().Select(value => (double)value)],
            _ => throw new NotSupportedException("Keras has few arrays of others."),
        };
    }

    private sealed record Reading(float[]? Answers, BuiltModel? Model, IReadOnlyList<WeightValues> Weights, TimeSpan Time, long Bytes);
}
