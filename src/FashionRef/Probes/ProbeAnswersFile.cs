using System.Text.Json;
using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>Reads and writes answers to probes: a JSON file, and beside it the logits as NumPy files. docs/port.md shows the format.</summary>
public static class ProbeAnswersFile
{
    private static readonly JsonFileKind Kind = new(
        "answers to probes",
        "file of answers to probes",
        "A port writes it; docs/port.md tells how. For this program's engines, the command 'probes' writes one.",
        "docs/port.md tells the format.")
    {
        FormatName = AnswersDocument.CurrentFormat,
    };

    /// <summary>Reads answers, with the logits that the file names.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="FashionRefException">A file cannot be read, or holds something else; the message says where (bad request).</exception>
    public static ProbeAnswers Read(string path)
    {
        AnswersDocument document = JsonFile.Read<AnswersDocument>(path, Kind, content => content.Format != AnswersDocument.CurrentFormat
            ? $"'format' is '{content.Format}', but must be '{AnswersDocument.CurrentFormat}'"
            : content.Tests.FirstOrDefault(test => test.Logits != Path.GetFileName(test.Logits)) is { } outside ? $"'{OutsideText.Line(outside.Logits)}' is not a file's name: the logits lie beside the answers"
            : content.With(_ => []).Fault());
        Shape shape = Shape.Of(FashionMnist.TestCount, FashionMnist.ClassNames.Count);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return document.With(test => NpyFile.Read(Path.Combine(folder, test.Logits), shape));
    }

    /// <summary>Writes answers; the logits' files first.</summary>
    /// <param name="path">The JSON file; the logits go beside it.</param>
    /// <param name="answers">The answers, in float32.</param>
    /// <exception cref="FashionRefException">A file cannot be written (machine cannot).</exception>
    public static void Write(string path, ProbeAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Shape shape = Shape.Of(FashionMnist.TestCount, FashionMnist.ClassNames.Count);
        List<TestDocument> tests = [];
        foreach (TestAnswer test in answers.Tests)
        {
            string file = Invariant($"{Path.GetFileNameWithoutExtension(path)}-logits{test.Step:0000}.npy");
            NpyFile.Write(Path.Combine(folder, file), shape, test.Logits);
            tests.Add(new TestDocument(test.Step, file, test.Accuracy, test.Loss));
        }

        AnswersDocument document = new(AnswersDocument.CurrentFormat, answers.Program, answers.Model, answers.Pack, answers.Points, tests);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(document, JsonFormat.Options) + "\n");
    }
}

/// <summary>Answers to probes as a file holds them.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Program">The program's name and version.</param>
/// <param name="Model">1 or 2.</param>
/// <param name="Pack">The pack's hash.</param>
/// <param name="Points">One for each point of the pack, in its order.</param>
/// <param name="Tests">One for each state whose answers for the test images are asked for.</param>
internal sealed record AnswersDocument(
    string Format, string Program, int Model, string Pack, IReadOnlyList<PointAnswer> Points, IReadOnlyList<TestDocument> Tests)
{
    public const string CurrentFormat = "fashionref-answers-1";

    /// <summary>The answers, with the logits that their files hold.</summary>
    public ProbeAnswers With(Func<TestDocument, double[]> logits) =>
        new(Program, Model, Pack, Points, [.. Tests.Select(test => new TestAnswer(test.Step, logits(test), test.Accuracy, test.Loss))]);
}

/// <summary>What a state answers for the test images, as a file holds it.</summary>
/// <param name="Step">How many steps the state has behind it.</param>
/// <param name="Logits">A NumPy file in the same folder, float32 <c>[10000, 10]</c>: the inputs of the last softmax.</param>
/// <param name="Accuracy">The share of right answers as the program tells it.</param>
/// <param name="Loss">The mean cross-entropy over the images as the program tells it, in nats.</param>
internal sealed record TestDocument(int Step, string Logits, double Accuracy, double Loss);
