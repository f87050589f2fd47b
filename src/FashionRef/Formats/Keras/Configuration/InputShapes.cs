using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>Shapes of inputs as configurations have them: with the batch axis first, which is null or a fixed size.</summary>
internal static class InputShapes
{
    /// <summary>The shape of one sample that a layer's configuration has, or null; also where it leaves a size open.</summary>
    /// <param name="config">The settings of an input layer, or of a first layer in older versions.</param>
    public static Shape? Of(ConfigObject config) => config.Find("batch_shape", "batch_input_shape") is { } shape ? WithBatch(config, shape)
        : config.Find("input_shape") is { } own && own.ValueKind == JsonValueKind.Array ? Sample(config, own, skipped: 0)
        : null;

    /// <summary>The shape of one sample from one with a batch axis.</summary>
    /// <param name="config">Where it stands, for messages.</param>
    /// <param name="shape">A list.</param>
    public static Shape? WithBatch(ConfigObject config, JsonElement shape) =>
        shape.ValueKind == JsonValueKind.Array && shape.GetArrayLength() > 1
            ? Sample(config, shape, skipped: 1)
            : throw config.Wrong("batch_shape", shape, "a list of sizes, the batch's first");

    private static Shape? Sample(ConfigObject config, JsonElement shape, int skipped)
    {
        List<int> sizes = [];
        bool isOpen = false;
        int place = 0;
        foreach (JsonElement size in shape.EnumerateArray())
        {
            if (place++ < skipped)
            {
                continue;
            }

            if (size.ValueKind == JsonValueKind.Null)
            {
                isOpen = true;
            }
            else if (size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out int number) && number >= 1)
            {
                sizes.Add(number);
            }
            else
            {
                throw Wrong();
            }
        }

        return isOpen ? null : sizes.Count > 0 ? Shape.Of([.. sizes]) : throw Wrong();

        ContentFaultException Wrong() => config.Wrong("batch_shape", shape, "sizes from 1 on, or null for an open one");
    }
}
