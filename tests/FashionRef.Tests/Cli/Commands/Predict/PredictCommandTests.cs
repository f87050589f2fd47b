using System.Text.Json;
using FashionRef.Data;
using SkiaSharp;

namespace FashionRef.Tests.Cli.Commands.Predict;

/// <summary>Test images as files, judged with Keras' weights: the answers are those that Keras gives.</summary>
internal sealed class PredictCommandTests
{
    private const int Size = 28;

    private static readonly string Weights = KerasReference.WeightsFile(2);

    [Test]
    public async Task Test_images_as_PNG_files_get_the_probabilities_that_Keras_gives_them()
    {
        using TemporaryFolder folder = new();
        string[] files = [.. Enumerable.Range(0, 3).Select(image => Png(folder, image))];

        ProgramEnd end = await ProgramProcess.RunAsync(["predict", .. files, "--weights", Weights, "--json"]);

        using JsonDocument document = JsonDocument.Parse(end.Output);
        JsonElement[] predictions = [.. document.RootElement.GetProperty("predictions").EnumerateArray()];
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, string.Empty)));
        Assert.That(predictions.Select(prediction => prediction.GetProperty("file").GetString()), Is.EqualTo(files));
        Assert.That(predictions.Select(prediction => prediction.GetProperty("class").GetString()), Is.EqualTo(new[] { "Ankle boot", "Pullover", "Trouser" }));
        double[] probabilities = [.. predictions.SelectMany(prediction => prediction.GetProperty("probabilities").EnumerateObject()).Select(share => share.Value.GetDouble())];
        Assert.That(probabilities, Is.EqualTo(KerasReference.Load(2).Probabilities[..30]).Within(2e-6));
    }

    [Test]
    public async Task People_see_every_class_the_most_probable_first()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("predict", Png(folder, 0), "--weights", Weights);

        string[] lines = end.Output.Split('\n');
        Assert.That(lines[0], Is.EqualTo($"Model-2 from '{Weights}'"));
        Assert.That(lines[2], Does.EndWith("0.png: Ankle boot"));
        Assert.That(lines[3], Does.Match(@"^  Ankle boot   [01]\.\d{3}  ━+$"));
        Assert.That(lines[3..13].Select(line => line[15..20]), Is.Ordered.Descending);
        Assert.That(end.Error, Is.Empty);
    }

    [Test]
    public async Task A_picture_on_white_gets_a_hint_and_inverted_the_answer()
    {
        using TemporaryFolder folder = new();
        string file = Png(folder, 0, invert: true);

        ProgramEnd plain = await ProgramProcess.RunAsync("predict", file, "--weights", Weights, "--quiet");
        ProgramEnd inverted = await ProgramProcess.RunAsync("predict", file, "--weights", Weights, "--invert", "--quiet");

        Assert.That(plain.Error, Is.EqualTo($"hint: '{file}' has a light border, and the models know clothing on black: try --invert.\n"));
        Assert.That(inverted.Error, Is.Empty);
        Assert.That(inverted.Output, Does.StartWith($"{file}: Ankle boot\n"));
    }

    [Test]
    public async Task One_wrong_file_among_many_stops_all_of_them()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["wrong.png"], "no picture");

        ProgramEnd end = await ProgramProcess.RunAsync("predict", Png(folder, 0), folder["wrong.png"], "--weights", Weights);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, string.Empty)));
        Assert.That(end.Error, Does.StartWith($"error: '{folder["wrong.png"]}' cannot be read as a picture"));
    }

    [Test]
    public async Task Without_the_library_that_reads_pictures_it_tells_which_is_missing()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> environment = new()
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [StartupHook.Variable] = StartupHook.NoPictures,
        };

        ProgramEnd end = await ProgramProcess.RunAsync(environment, "predict", Png(folder, 0), "--weights", Weights);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((3, string.Empty)));
        Assert.That(end.Error, Does.StartWith("error: The native library that draws pictures, libSkiaSharp, does not load on this machine: ").And.EndsWith(".\n"));
    }

    [Test]
    public async Task Without_a_trained_model_it_tells_how_to_get_one()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("predict", Png(folder, 0), "--artifacts", folder["none"]);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Does.StartWith("error: There is no trained model: neither '").And.Contains("model2-seed1-torch").And.Contains("model1-seed1-exact").And.Contains("'train'"));
    }

    /// <summary>Writes a test image as a picture.</summary>
    internal static string Png(TemporaryFolder folder, int image, bool invert = false)
    {
        ImageSet images = RealDataset.Load().Test;
        using SKBitmap bitmap = new(new SKImageInfo(Size, Size, SKColorType.Gray8, SKAlphaType.Opaque));
        for (int i = 0; i < Size * Size; i++)
        {
            byte pixel = images.Pixels.Span[(image * Size * Size) + i];
            bitmap.GetPixelSpan()[(i / Size * bitmap.RowBytes) + (i % Size)] = invert ? (byte)(255 - pixel) : pixel;
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        string file = folder[$"{image}.png"];
        File.WriteAllBytes(file, data.ToArray());
        return file;
    }
}
