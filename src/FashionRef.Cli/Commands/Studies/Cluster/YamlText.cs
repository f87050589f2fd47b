using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>YAML that readers of 1.1 and of 1.2 take for the same: Kubernetes and GitHub differ.</summary>
internal static class YamlText
{
    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithEventEmitter(next => new Lines(next))
        .WithIndentedSequences()
        .WithNewLine("\n")
        .DisableAliases()
        .Build();

    /// <summary>A document, ended by LF.</summary>
    /// <param name="content">Dictionaries, sequences, text, numbers and truth values.</param>
    public static string Of(object content) => Serializer.Serialize(content);

    /// <summary>A mapping whose members stay in this order.</summary>
    public static OrderedDictionary<string, object> Map(params IEnumerable<(string Name, object Value)> members)
    {
        OrderedDictionary<string, object> map = [];
        foreach ((string name, object value) in members)
        {
            map.Add(name, value);
        }

        return map;
    }

    /// <summary>A sequence.</summary>
    public static IReadOnlyList<object> List(params IReadOnlyList<object> items) => items;

    // Lines stay lines; what a block of lines cannot hold is escaped.
    private sealed class Lines(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Any(char.IsControl))
            {
                eventInfo.Style = text.All(c => c == '\n' || !char.IsControl(c)) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted;
            }
            else if (eventInfo.Source.Value is string number && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                // The serializer lets 1e3 pass for text.
                eventInfo.Style = ScalarStyle.DoubleQuoted;
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
