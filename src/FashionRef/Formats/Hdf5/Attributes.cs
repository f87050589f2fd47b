using System.Buffers.Binary;
using FashionRef.Files;
using FashionRef.Formats.Hdf5.Structure;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>The attributes of one object. They are read here and not by the library, which cannot tell text that is not UTF-8.</summary>
internal sealed class Attributes(Hdf5File file, ObjectEntry entry, Func<string> path)
{
    private const int ReferenceBytes = 16;

    public string? FindText(string name)
    {
        if (Find(name) is not { } attribute)
        {
            return null;
        }

        if (!IsText(attribute) || attribute.Space.Shape.Count > 0 || !attribute.Space.HasData)
        {
            throw Fault(attribute, $"is {Describe(attribute)}, and must be one text");
        }

        return ReadText(attribute, 0);
    }

    public IReadOnlyList<string>? FindTexts(string name)
    {
        if (Find(name) is { } whole)
        {
            return ReadTexts(whole);
        }

        // What an object header has no room for, Keras cuts into several attributes.
        if (Find(name + "0") is null)
        {
            return null;
        }

        List<string> texts = [];
        for (int i = 0; Find(Invariant($"{name}{i}")) is { } part; i++)
        {
            texts.AddRange(ReadTexts(part));
        }

        return texts;
    }

    public double? FindNumber(string name)
    {
        if (Find(name) is not { } attribute)
        {
            return null;
        }

        if (attribute.Type is not { Number: { } number, Class: DatatypeClass.Float or DatatypeClass.Integer } || attribute.Space.Count != 1)
        {
            throw Fault(attribute, $"is {Describe(attribute)}, and must be one number");
        }

        return NumberBytes.Read(Bytes(attribute, 0), number, attribute.Type.IsBigEndian)[0];
    }

    private static bool IsText(AttributeEntry attribute) => attribute.Type.Class == DatatypeClass.Text || attribute.Type.IsVariableText;

    private static string Describe(AttributeEntry attribute)
    {
        string what = attribute.Type.Number is { } number ? Invariant($"{number}") : attribute.Type.ClassName;
        return attribute.Space.HasData ? $"{what} of shape {Dataspace.Text(attribute.Space.Shape)}" : "empty";
    }

    private AttributeEntry? Find(string name) => entry.Attributes.FirstOrDefault(attribute => attribute.Name == name);

    private string[] ReadTexts(AttributeEntry attribute)
    {
        // NumPy takes an empty list for numbers.
        if (attribute.Space is { HasData: true, Count: 0, Shape.Count: 1 })
        {
            return [];
        }

        return IsText(attribute) && attribute.Space.Shape.Count == 1
            ? [.. Enumerable.Range(0, (int)attribute.Space.Count).Select(i => ReadText(attribute, i))]
            : throw Fault(attribute, $"is {Describe(attribute)}, and must be a list of texts");
    }

    private string ReadText(AttributeEntry attribute, int index)
    {
        ReadOnlySpan<byte> bytes = Bytes(attribute, index);
        int padding = attribute.Type.Padding;
        if (attribute.Type.IsVariableText)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(uint)..]);
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(ReferenceBytes - sizeof(uint))..]);

            // Nothing is stored of an empty text. Others end with a NUL at the latest, as all texts of C.
            bytes = length == 0 ? [] : file.Heap.Find(address, number, length);
            padding = 0;
        }

        bytes = TextBytes.Unpad(bytes, padding);
        file.TakeText(bytes.Length);
        return TextBytes.Decode(bytes) ?? throw Fault(attribute, "is not UTF-8");
    }

    private ReadOnlySpan<byte> Bytes(AttributeEntry attribute, int index)
    {
        int length = (int)attribute.Type.Bytes;
        return file.Bytes.Content.Span.Slice(attribute.Address + (index * length), length);
    }

    private ContentFaultException Fault(AttributeEntry attribute, string fault) =>
        new($"has the attribute '{attribute.Name}' of '{path()}', which {fault}");
}
