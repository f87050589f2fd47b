using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace FashionRef.Build.Fonts;

/// <summary>The files inside a library that was made for Avalonia, which keeps them all in one resource.</summary>
/// <remarks>
/// Layout of the resource, little-endian: the index's length, and in the index its version (2), the count of files, and for
/// each of them a path with its length before it, an offset counted from the end of the index, and a length.
/// </remarks>
internal sealed class AvaloniaAssets
{
    private const string ResourceName = "!AvaloniaResources";
    private const int IndexVersion = 2;

    private readonly byte[] _resource;
    private readonly Dictionary<string, Range> _files;

    private AvaloniaAssets(byte[] resource, Dictionary<string, Range> files)
    {
        _resource = resource;
        _files = files;
    }

    /// <summary>Reads the list of files.</summary>
    /// <param name="library">The whole library.</param>
    /// <exception cref="BuildTaskException">It is not such a library (<see cref="ErrorCode.BrokenFontLibrary"/>).</exception>
    public static AvaloniaAssets Read(byte[] library)
    {
        try
        {
            byte[] resource = ReadResource(library);
            return new AvaloniaAssets(resource, ReadIndex(resource));
        }
        catch (Exception exception) when (exception is BadImageFormatException or EndOfStreamException or FormatException
            or ArgumentException or OverflowException or InvalidOperationException)
        {
            throw Broken($"is not understood: {exception.Message}");
        }
    }

    /// <summary>One file's bytes.</summary>
    /// <param name="path">Such as <c>/Assets/Inter-Regular.ttf</c>.</param>
    /// <exception cref="BuildTaskException">It is not there (<see cref="ErrorCode.BrokenFontLibrary"/>).</exception>
    public ReadOnlySpan<byte> Get(string path) => _files.TryGetValue(path, out Range range)
        ? _resource.AsSpan(range)
        : throw Broken($"has no '{path}', only {string.Join(", ", _files.Keys.Order(StringComparer.Ordinal))}");

    private static byte[] ReadResource(byte[] library)
    {
        using PEReader file = new(ImmutableArray.Create(library));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (ManifestResourceHandle handle in metadata.ManifestResources)
        {
            ManifestResource resource = metadata.GetManifestResource(handle);
            if (metadata.GetString(resource.Name) == ResourceName)
            {
                int start = file.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress;
                BlobReader reader = file.GetSectionData(start).GetReader(checked((int)resource.Offset), sizeof(int));
                int length = reader.ReadInt32();
                return [.. file.GetSectionData(start).GetContent(checked((int)resource.Offset + sizeof(int)), length)];
            }
        }

        throw Broken($"has no resource '{ResourceName}'");
    }

    private static Dictionary<string, Range> ReadIndex(byte[] resource)
    {
        using BinaryReader reader = new(new MemoryStream(resource), Encoding.UTF8);
        int filesStart = checked(reader.ReadInt32() + sizeof(int));
        int version = reader.ReadInt32();
        if (version != IndexVersion)
        {
            throw Broken($"has an index of version {version}; version {IndexVersion} is known here");
        }

        int count = reader.ReadInt32();
        Dictionary<string, Range> files = new(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string path = reader.ReadString();
            int start = checked(filesStart + reader.ReadInt32());
            int end = checked(start + reader.ReadInt32());
            if (start < filesStart || end < start || end > resource.Length)
            {
                throw Broken($"places '{path}' at bytes {start} to {end} of {resource.Length}");
            }

            files.Add(path, start..end);
        }

        return files;
    }

    private static BuildTaskException Broken(string what) =>
        new(ErrorCode.BrokenFontLibrary, $"The library of fonts {what}. Restore the package again if it was truncated.");
}
