using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace FashionRef.Tests.Build.Fonts;

/// <summary>A .NET library with nothing in it but one resource.</summary>
internal static class TinyLibrary
{
    public const string ResourceName = "!AvaloniaResources";

    /// <summary>The whole library.</summary>
    public static byte[] With(byte[] resource, string name = ResourceName)
    {
        MetadataBuilder metadata = new();
        metadata.AddModule(0, metadata.GetOrAddString("Tiny.dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, new byte[8])), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("Tiny"), new Version(1, 0), default, default, default, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddManifestResource(ManifestResourceAttributes.Public, metadata.GetOrAddString(name), default, offset: 0);
        BlobBuilder resources = new();
        resources.WriteInt32(resource.Length);
        resources.WriteBytes(resource);
        BlobBuilder library = new();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), managedResources: resources)
            .Serialize(library);
        return library.ToArray();
    }

    /// <summary>Avalonia's one resource: the index of the files, and the files.</summary>
    public static byte[] Resource(params (string Path, byte[] Content)[] files) =>
        Resource(version: 2, [.. files.Select((file, i) => (file.Path, files.Take(i).Sum(other => other.Content.Length), file.Content.Length))], [.. files.SelectMany(file => file.Content)]);

    /// <summary>The same with an index that may be wrong.</summary>
    public static byte[] Resource(int version, (string Path, int Offset, int Length)[] entries, byte[] contents)
    {
        using MemoryStream index = new();
        using BinaryWriter writer = new(index);
        writer.Write(version);
        writer.Write(entries.Length);
        foreach ((string path, int offset, int length) in entries)
        {
            writer.Write(path);
            writer.Write(offset);
            writer.Write(length);
        }

        return [.. BitConverter.GetBytes((int)index.Length), .. index.ToArray(), .. contents];
    }
}
