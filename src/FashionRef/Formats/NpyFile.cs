using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>
/// Reads and writes a float32 array in a file of NumPy's <c>save</c>: a magic word, a version, the length of the header,
/// the header (a Python dictionary as text), then the numbers, row-major.
/// </summary>
/// <remarks>Format: <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/>, versions 1.0 and 2.0.</remarks>
public static partial class NpyFile
{
    private const string Type = "'<f4'";
    private const int VersionEnd = 8;
    private const int Alignment = 64;
    private const int MostBytes = 64 * 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape that its array must have.</param>
    /// <returns>As many values as the shape has elements, row-major; NaN and infinities are among the legal ones.</returns>
    /// <exception cref="FashionRefException">It is missing, damaged, or holds another array (bad request).</exception>
    public static double[] Read(string path, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        byte[] bytes = InputFile.ReadAllBytes(path, "NumPy file", MostBytes, "Name a file that numpy.save wrote.");
        return Fault(bytes, shape, out int start) is { } fault
            ? throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{path}' is not a NumPy file of a float32 array of shape {shape}: {fault}. "
                + "Write it with numpy.save(file, numpy.ascontiguousarray(array, '<f4')), or name another file.")
            : Float32Bytes.Read(bytes.AsSpan(start));
    }

    /// <summary>Writes a file of version 1.0, as numpy.save does.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="shape">The array's shape.</param>
    /// <param name="values">As many as the shape has elements, row-major; rounded to float32.</param>
    /// <exception cref="FashionRefException">The file cannot be written (machine cannot).</exception>
    public static void Write(string path, Shape shape, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, shape.Count);
        string text = $"{{'descr': {Type}, 'fortran_order': False, 'shape': {shape}, }}";

        // The numbers begin at a multiple of 64; a line feed ends the header.
        int start = VersionEnd + sizeof(ushort);
        int length = ((start + text.Length + 1 + Alignment - 1) / Alignment * Alignment) - start;
        byte[] bytes = new byte[start + length + (values.Length * sizeof(float))];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(VersionEnd), (ushort)length);
        Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n", bytes.AsSpan(start));
        Span<byte> numbers = bytes.AsSpan(start + length);
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(numbers[(i * sizeof(float))..], (float)values[i]);
        }

        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    // The file's fault, or null and the offset of the numbers.
    private static string? Fault(ReadOnlySpan<byte> bytes, Shape shape, out int start)
    {
        start = 0;
        if (bytes.Length < VersionEnd || !bytes.StartsWith(Magic))
        {
            return FileKind.Name(bytes) is { } kind ? $"it is {kind}" : "it does not begin with NumPy's magic word";
        }

        (byte major, byte minor) = (bytes[Magic.Length], bytes[Magic.Length + 1]);
        if (major is not (1 or 2) || minor != 0)
        {
            return $"its format is version {major}.{minor}; only 1.0 and 2.0 are read here";
        }

        // Version 1.0 has two bytes for the header's length, version 2.0 has four.
        int headerStart = VersionEnd + (major == 1 ? sizeof(ushort) : sizeof(uint));
        if (bytes.Length < headerStart)
        {
            return $"it ends after {bytes.Length} bytes, inside its header";
        }

        ReadOnlySpan<byte> length = bytes[VersionEnd..headerStart];
        uint headerLength = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (headerLength > bytes.Length - headerStart)
        {
            return $"its header should have {headerLength} bytes, and the file has {bytes.Length}";
        }

        start = headerStart + (int)headerLength;
        int dataLength = bytes.Length - start;
        return HeaderFault(Encoding.Latin1.GetString(bytes[headerStart..start]), shape)
            ?? (dataLength == (long)shape.Count * sizeof(float)
                ? null
                : $"{dataLength} bytes follow its header, and the array has {(long)shape.Count * sizeof(float)}");
    }

    private static string? HeaderFault(string header, Shape shape)
    {
        Match match = Dictionary().Match(header);
        string[] keys = [.. match.Groups["key"].Captures.Select(key => key.Value)];
        if (!keys.Order(StringComparer.Ordinal).SequenceEqual(["descr", "fortran_order", "shape"]))
        {
            return "its header is not understood";
        }

        Dictionary<string, string> values = keys
            .Zip(match.Groups["value"].Captures, (key, value) => (key, value.Value))
            .ToDictionary();
        return (values["descr"], values["fortran_order"], values["shape"]) switch
        {
            ("'|O'", _, _) => "it holds Python objects (pickled), and no numbers",
            (not Type, _, _) => $"its numbers are {values["descr"]}; only {Type} is read here",
            (_, not "False", _) => "its numbers are in Fortran order; only C order (row-major) is read here",
            (_, _, { } stored) when !Sizes(stored).SequenceEqual(Sizes($"{shape}")) => $"its shape is {stored}",
            _ => null,
        };
    }

    // Python 2 wrote long numbers as 10L, which NumPy still reads.
    private static IEnumerable<string> Sizes(string tuple) => tuple.Trim('(', ')')
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(size => size.TrimEnd('L'));

    [GeneratedRegex(@"^\{(\s*'(?<key>\w+)'\s*:\s*(?<value>'[^']*'|\w+|\((\s*\d+L?\s*(,|(?=\))))*\s*\))\s*(,|(?=\})))*\s*\}\s*$")]
    private static partial Regex Dictionary();
}
