using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FashionRef.Formats.Json;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Json;

internal sealed class JsonShapeTests
{
    private const string Right =
        """
        {"number":0.5,"count":3,"large":4,"time":"2026-01-31T12:00:00+00:00","word":"anew","list":[1,2],"map":{"7":0.5},"inner":{"first_name":"a"},"exact":{"a":1}}
        """;

    private static IEnumerable<TestCaseData> Faults =>
    [
        Case("it lacks 'number'", json => json.Remove("number")),
        Case("inner lacks 'first_name'", json => json["inner"]!.AsObject().Remove("first_name")),
        Case("number is null, but must be a finite number", json => json["number"] = null),
        Case("number is \"1\", but must be a finite number", json => json["number"] = "1"),
        Case("number is 1e-400, but must be 0, or a number from 4.9e-324 to 1.7e308 in size", json => json["number"] = JsonNode.Parse("1e-400")),
        Case("count is 0.5, but must be a whole number", json => json["count"] = 0.5),
        Case("count is \"3\", but must be a whole number", json => json["count"] = "3"),
        Case("count is 2147483648, but must be a whole number from -2147483648 to 2147483647", json => json["count"] = 2147483648),
        Case("count is -2147483649, but must be a whole number from -2147483648 to 2147483647", json => json["count"] = -2147483649),
        Case("large is \"4\", but must be a whole number", json => json["large"] = "4"),
        Case("large is 9223372036854775808, but must be a whole number from -9223372036854775808 to 9223372036854775807", json => json["large"] = 9223372036854775808),
        Case("time is \"noon\", but must be a time such as \"2026-01-31T12:00:00+00:00\"", json => json["time"] = "noon"),
        Case("time is 12, but must be a time", json => json["time"] = 12),
        Case("word is \"often\", but must be one of \"anew\", \"repeated\"", json => json["word"] = "often"),
        Case("word is 0, but must be one of", json => json["word"] = 0),
        Case("list is 3, but must be a list", json => json["list"] = 3),
        Case("list[1] is null, but must be a whole number", json => json["list"]![1] = null),
        Case("map is a list, but must be an object", json => json["map"] = new JsonArray()),
        Case("map has '07', which must be a whole number from -2147483648 to 2147483647", json => json["map"]!["07"] = 1),
        Case("map has 'x', which must be a whole number", json => json["map"]!["x"] = 1),
        Case("map['7'] is an object, but must be a finite number", json => json["map"]!["7"] = new JsonObject()),
        Case("inner is a list, but must be an object", json => json["inner"] = new JsonArray()),
        Case("inner has 'FirstName', which must be written 'first_name'", json => json["inner"]!["FirstName"] = "b"),
        Case("it has 'Number', which must be written 'number'", json => json["Number"] = 1),
        Case("exact has 'b', which is unknown there; legal are 'a'", json => json["exact"]!["b"] = 1),
        Case("text is 3, but must be a text", json => json["text"] = 3),
        Case("text is a list, but must be a text", json => json["text"] = new JsonArray()),
        Case($"number is \"{new string('x', 39)}…, but must be a finite number", json => json["number"] = new string('x', 60)),
    ];

    [TestCaseSource(nameof(Faults))]
    public void What_does_not_fit_is_told_with_its_place(string fault, Action<JsonObject> change)
    {
        JsonObject json = JsonNode.Parse(Right)!.AsObject();
        change(json);

        Assert.That(Fault(json.ToJsonString()), Does.StartWith(fault));
    }

    [Test]
    public void A_file_that_is_no_object_is_told() => Assert.That(Fault("[1]"), Is.EqualTo("it is a list, but must be an object"));

    [TestCase("""{"further":1}""")]
    [TestCase("""{"count":2147483647,"large":-9223372036854775808}""")]
    [TestCase("""{"count":-2147483648,"number":0,"large":1e3}""")]
    [TestCase("""{"text":null,"given":null}""")]
    [TestCase("""{"text":"words","given":8}""")]
    public void What_fits_has_no_fault(string change)
    {
        JsonObject json = JsonNode.Parse(Right)!.AsObject();
        foreach ((string name, JsonNode? value) in JsonNode.Parse(change)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        Assert.That(Fault(json.ToJsonString()), Is.Null);
    }

    private static string? Fault(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonShape.Fault(document.RootElement, typeof(Sample));
    }

    private static TestCaseData Case(string fault, Action<JsonObject> change) => new TestCaseData(fault, change).SetArgDisplayNames(fault);

    private sealed record Sample(
        double Number,
        int Count,
        long Large,
        DateTimeOffset Time,
        Shuffle Word,
        IReadOnlyList<int> List,
        IReadOnlyDictionary<int, double> Map,
        Inner Inner,
        Strict Exact,
        string? Text = null,
        int? Given = 3);

    private sealed record Inner(string FirstName);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record Strict(int A);
}
