using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FashionRef.Formats.Json;

namespace FashionRef.Snapshots.Schemas;

/// <summary>A JSON schema of what a record's JSON is, with the record's own documentation as descriptions.</summary>
internal static partial class SchemaText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, XElement> Documentation = new[] { "FashionRef", "FashionRef.Cli" }
        .SelectMany(assembly => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml")).Descendants("member"))
        .DistinctBy(member => (string)member.Attribute("name")!)
        .ToDictionary(member => (string)member.Attribute("name")!);

    // The program's own converter of whole numbers has no schema, .NET's has. What is only written needs no constructor.
    private static readonly JsonSerializerOptions Options = new(JsonFormat.Options);

    private static readonly JsonSerializerOptions OnlyWritten;

    static SchemaText()
    {
        foreach (JsonConverter own in Options.Converters.Where(converter => converter.GetType().Name.StartsWith("WholeNumber", StringComparison.Ordinal)).ToArray())
        {
            Options.Converters.Remove(own);
        }

        OnlyWritten = new JsonSerializerOptions(Options)
        {
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } },
        };
    }

    /// <summary>The schema, ended by LF.</summary>
    /// <param name="type">The record.</param>
    /// <param name="title">What the JSON is.</param>
    /// <param name="format">What its member <c>format</c> holds.</param>
    /// <param name="isRead">Whether the program also reads it: then the schema says what must be there.</param>
    public static string Of(Type type, string title, string format, bool isRead = true)
    {
        JsonNode schema = (isRead ? Options : OnlyWritten).GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });
        JsonObject root = new() { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach ((string name, JsonNode? value) in schema.AsObject())
        {
            root[name] = value?.DeepClone();
        }

        root["properties"]!["format"] = new JsonObject { ["const"] = format };
        return root.ToJsonString(Indented) + "\n";
    }

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            property.IsRequired = false;
        }
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.PropertyInfo is { AttributeProvider: MemberInfo member } && Description(member) is { Length: > 0 } description && node is JsonObject described)
        {
            described.Insert(0, "description", description);
        }

        return node;
    }

    // A property's own summary, or the parameter of the record's constructor.
    private static string? Description(MemberInfo member)
    {
        string type = member.DeclaringType!.FullName!.Replace('+', '.');
        XElement? text = Documentation.GetValueOrDefault($"P:{type}.{member.Name}")?.Element("summary")
            ?? Documentation.GetValueOrDefault($"T:{type}")?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == member.Name)
            ?? Documentation.Where(entry => entry.Key.StartsWith($"M:{type}.#ctor", StringComparison.Ordinal))
                .SelectMany(entry => entry.Value.Elements("param")).FirstOrDefault(parameter => (string?)parameter.Attribute("name") == member.Name);
        return text is null ? null : Space().Replace(string.Concat(text.Nodes().Select(Plain)), " ").Trim();
    }

    private static string Plain(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see when (string?)see.Attribute("cref") is { } reference && see.IsEmpty => reference.Split('(')[0].Split('.')[^1],
        XElement element => element.Value,
        _ => node.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
