using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Tests.Formats.Keras;

/// <summary>Files with one thing wrong each: a clear refusal, or the right weights.</summary>
internal sealed class BadKerasFilesTests
{
    private static readonly string Folder = Path.Combine(KerasFiles.Root, "bad");

    private static IEnumerable<TestCaseData> Files() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json"))).RootElement.EnumerateArray()
        .Select(entry => new TestCaseData(entry.GetProperty("file").GetString(), entry.GetProperty("verdict").GetString()).SetArgDisplayNames(entry.GetProperty("file").GetString()!, entry.GetProperty("verdict").GetString()!));

    [TestCaseSource(nameof(Files))]
    public void A_bad_file_is_refused_or_read_as_its_verdict_says(string file, string verdict)
    {
        using KerasFile good = KerasFile.Read(Path.Combine(Folder, "good", "good.keras"));
        IReadOnlyList<WeightValues>? weights = null;
        FashionRefException? refusal = null;
        try
        {
            weights = Read(Path.Combine(Folder, file), good);
        }
        catch (FashionRefException exception)
        {
            refusal = exception;
            TestContext.Out.WriteLine(exception.Message);
            foreach (string detail in exception.Details)
            {
                TestContext.Out.WriteLine(detail);
            }
        }

        Assert.That(refusal?.Kind ?? FaultKind.BadRequest, Is.EqualTo(FaultKind.BadRequest));
        switch (verdict)
        {
            case "refuse":
                Assert.That(refusal, Is.Not.Null);
                break;
            case "accept":
                Assert.That(refusal, Is.Null);
                break;
        }

        // That file is a model of its own.
        if (weights is not null && file is not ("channels-first.keras" or "json-cut.json"))
        {
            Assert.That(weights.SelectMany(weight => weight.Values), Is.EqualTo(good.ReadWeights(good.Model!, "good").SelectMany(weight => weight.Values)));
        }
    }

    private static IReadOnlyList<WeightValues> Read(string path, KerasFile good)
    {
        using KerasFile file = KerasFile.Read(path);
        return file.Kind switch
        {
            KerasFileKind.Weights or KerasFileKind.LegacyWeights => file.ReadWeights(good.Model!, path),
            KerasFileKind.Json => [],
            _ => file.ReadWeights(file.Model ?? throw new FashionRefException(FaultKind.BadRequest, "The model's input shape is not in the file."), path),
        };
    }

    [TestCase("{\"a\": 1, \"a\": 2}", "cannot be read as a configuration: it has 'a' twice in one object")]
    [TestCase("{", "cannot be read as a configuration: ")]
    public void JSON_that_is_broken_is_told_as_a_sentence(string json, string told) =>
        Assert.That(() => KerasContainer.Of(System.Text.Encoding.UTF8.GetBytes(json)), Throws.TypeOf<ContentFaultException>().With.Message.StartsWith(told));

    [Test]
    public void A_broken_part_is_told_as_a_sentence()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["config.json"], "{}");
        File.WriteAllBytes(folder["model.weights.h5"], [0x89, .. "HDF\r\n\u001a\n"u8]);

        Assert.That(() => KerasContainer.Read(folder[""]), Throws.TypeOf<ContentFaultException>().With.Message.StartsWith("has a part 'model.weights.h5' that cannot be read: it "));
    }
}
