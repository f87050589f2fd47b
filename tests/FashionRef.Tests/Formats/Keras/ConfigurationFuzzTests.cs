using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Engines.Inference;
using FashionRef.Files;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Keras;

/// <summary>Configurations from a stranger: whatever stands where, they are read or refused, and nothing is computed from them unbounded.</summary>
internal sealed class ConfigurationFuzzTests
{
    private const int Mutants = 400;

    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "-1", "1", "2147483647", "2147483648", "1e400", "1e-400", "0.5", "-0.0", "\"\"", "\"relu\"", "\"a/b\"", "\"\\u001b[31m\"",
        "[]", "[1]", "[0,0]", "[-1]", "[null]", "[null,null]", "[1,2,3,4,5,6,7,8,9]", "[[1,2],[3,4]]", "[65536,65536]", "[1000000000,1000000000]", "{}",
        "{\"class_name\":\"Dense\"}", "{\"class_name\":7}", "{\"class_name\":\"Lambda\",\"config\":{}}", "{\"class_name\":\"Sequential\",\"config\":[]}", "{\"module\":\"os\",\"class_name\":\"system\",\"config\":{}}",
    ];

    [TestCaseSource(typeof(KerasFiles), nameof(KerasFiles.Models))]
    public void A_changed_configuration_is_read_or_refused(string name)
    {
        string text = File.ReadAllText(KerasAnswers.Of(name).FileOf("json"));
        RandomNumbers numbers = new(seed: 18, stream: name.Sum(letter => letter));
        int refused = 0;
        for (int i = 0; i < Mutants; i++)
        {
            string mutant = Mutated(JsonNode.Parse(text)!, ref numbers);
            try
            {
                Use(mutant);
            }
            catch (Exception fault) when (fault is ContentFaultException or FashionRefException { Kind: FaultKind.BadRequest })
            {
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"{fault}\n{mutant}");
            }
        }

        Assert.That(refused, Is.InRange(1, Mutants - 1));
    }

    [Test]
    public void Half_a_character_is_refused() => Assert.That(
        () => Use(File.ReadAllText(KerasAnswers.Of("nested").FileOf("json")).Replace("\"features\"", "\"\\ud800\"", StringComparison.Ordinal)),
        Throws.TypeOf<ContentFaultException>().With.Message.Contains("not UTF-8"));

    private static void Use(string configuration)
    {
        KerasContainer container = KerasContainer.Of(Encoding.UTF8.GetBytes(configuration));
        KerasFile told = KerasFile.Of(container);
        using KerasFile file = told.Model is null ? KerasFile.Of(container, FashionRef.Models.Shape.Of(28, 28, 1)) : told;
        InferenceLimits.Usual.Require(file.Model!, "mutant");
        _ = FashionRef.Models.KerasSummary.Render(file.Model!);
        _ = file.Remarks;
        _ = KerasContent.Of(file, "mutant");
    }

    public static string Mutated(JsonNode root, ref RandomNumbers numbers)
    {
        JsonNode[] places = [.. Places(root)];
        for (int changes = numbers.Below(2) + 1; changes > 0; changes--)
        {
            JsonNode place = places[numbers.Below(places.Length)];
            JsonNode? value = JsonNode.Parse(Odd[numbers.Below(Odd.Length)]);
            bool removes = numbers.Below(4) == 0;
            switch (place.Parent)
            {
                case JsonObject parent when removes:
                    parent.Remove(place.GetPropertyName());
                    break;
                case JsonObject parent:
                    parent[place.GetPropertyName()] = value;
                    break;
                case JsonArray parent when removes:
                    parent.Remove(place);
                    break;
                case JsonArray parent:
                    parent[place.GetElementIndex()] = value;
                    break;
            }
        }

        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Places(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(entry => Places(entry.Value)).Append(json),
        JsonArray json => json.SelectMany(Places).Append(json),
        null => [],
        _ => [node],
    };
}
