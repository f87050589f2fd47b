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

    // The types that are read where any is legal, with their bytes.
    private static readonly Dictionary<string, (int Bytes, Func<byte[], int, double> Read)> Types = new(StringComparer.Ordinal)
    {
        [Type] = (sizeof(float), (bytes, at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at))),
        ["'<f8'"] = (sizeof(double), (bytes, at) => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at))),
        ["'<f2'"] = (sizeof(short), (bytes, at) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(at))),
        ["'|u1'"] = (sizeof(byte), (bytes, at) => bytes[at]),
        ["'|i1'"] = (sizeof(byte), (bytes, at) => (sbyte)bytes[at]),
        ["'<u2'"] = (sizeof(short), (bytes, at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at))),
        ["'<i2'"] = (sizeof(short), (bytes, at) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at))),
        ["'<i4'"] = (sizeof(int), (bytes, at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at))),
        ["'<i8'"] = (sizeof(long), (bytes, at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at))),
    };

    private const int VersionEnd = 8;
    private const int Alignment = 64;
    private const int MostHeaderBytes = 64 * 1024;
    private const string NotUnderstood = "its header is not understood";
    private const string FortranOrder = "its numbers are in Fortran order; only C order (row-major) is read here";
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

    /// <summary>Whether a file begins as such files do.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool IsNpy(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>An array of any shape and of any usual type of numbers.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">All of it.</param>
    /// <returns>Its shape, which is empty for a single number, and what gives its values, row-major.</returns>
    /// <exception cref="FashionRefException">It is damaged, or holds no numbers (bad request).</exception>
    internal static (IReadOnlyList<int> Shape, Func<double[]> Values) OpenAny(string path, byte[] bytes)
    {
        string? fault = StartFault(bytes, out int start, out string header);
        if (fault is null && Entries(header) is var (type, order, shape))
        {
            (int bytesOfOne, Func<byte[], int, double>? read) = Types.GetValueOrDefault(type);
            int[] sizes = [.. Sizes(shape).Select(size => int.TryParse(size, out int number) ? number : -1)];
            double count = sizes.Aggregate(1.0, (product, size) => product * size);
            fault = PickleFault(type)
                ?? (read is null ? $"its numbers are {type}; read here are {string.Join(", ", Types.Keys)}"
                    : order != "False" ? FortranOrder
                    : sizes.Contains(-1) || bytes.Length - start != count * bytesOfOne ? $"{bytes.Length - start} bytes follow its header, and its shape is {shape}"
                    : null);
            if (fault is null)
            {
                return (sizes, () => Values(bytes, start, (int)count, bytesOfOne, read!));
            }
        }

        throw new FashionRefException(
            FaultKind.BadRequest, $"'{path}' is no NumPy file of numbers: {fault ?? NotUnderstood}. Write it with numpy.save(file, numpy.ascontiguousarray(array)), or name another file.");
    }

    private static double[] Values(byte[] bytes, int start, int count, int bytesOfOne, Func<byte[], int, double> read)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = read(bytes, start + (i * bytesOfOne));
        }

        return values;
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
        if (StartFault(bytes, out start, out string header) is { } fault)
        {
            return fault;
        }

        int dataLength = bytes.Length - start;
        return HeaderFault(header, shape)
            ?? (dataLength == (long)shape.Count * sizeof(float)
                ? null
                : $"{dataLength} bytes follow its header, and the array has {(long)shape.Count * sizeof(float)}");
    }

    private static string? StartFault(ReadOnlySpan<byte> bytes, out int start, out string header)
    {
        start = 0;
        header = "";
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

        if (headerLength > MostHeaderBytes)
        {
            return $"its header has {headerLength} bytes, and at most {MostHeaderBytes} are read here";
        }

        start = headerStart + (int)headerLength;
        header = Encoding.Latin1.GetString(bytes[headerStart..start]);
        return null;
    }

    private static string? HeaderFault(string header, Shape shape) => Entries(header) is not var (type, order, stored) ? NotUnderstood
        : PickleFault(type) is { } pickle ? pickle
        : type != Type ? $"its numbers are {type}; only {Type} is read here"
        : order != "False" ? FortranOrder
        : !Sizes(stored).SequenceEqual(Sizes($"{shape}")) ? $"its shape is {stored}"
        : null;

    private static (string Type, string Order, string Shape)? Entries(string header)
    {
        Match match = Dictionary().Match(header);
        string[] keys = [.. match.Groups["key"].Captures.Select(key => key.Value)];
        if (!keys.Order(StringComparer.Ordinal).SequenceEqual(["descr", "fortran_order", "shape"]))
        {
            return null;
        }

        Dictionary<string, string> values = keys
            .Zip(match.Groups["value"].Captures, (key, value) => (key, value.Value))
            .ToDictionary();
        return (values["descr"], values["fortran_order"], values["shape"]);
    }

    private static string? PickleFault(string type) => type == "'|O'" ? "it holds Python objects (pickled), and no numbers" : null;

    // Python 2 wrote long numbers as 10L, which NumPy still reads.
    private static IEnumerable<string> Sizes(string tuple) => tuple.Trim('(', ')')
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(size => size.TrimEnd('L'));

    [GeneratedRegex(@"^\{(\s*'(?<key>\w+)'\s*:\s*(?<value>'[^']*'|\w+|\((\s*\d+L?\s*(,|(?=\))))*\s*\))\s*(,|(?=\})))*\s*\}\s*$")]
    private static partial Regex Dictionary();
}
