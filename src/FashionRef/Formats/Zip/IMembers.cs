using FashionRef.Files;

namespace FashionRef.Formats.Zip;

/// <summary>The named parts of a model that Keras saved: those of a zip file, or the files of a folder.</summary>
internal interface IMembers
{
    /// <summary>The names of all that can be read, as they are stored.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether something has the name, be it a link or else unreadable: reading it tells why.</summary>
    /// <param name="name">Compared letter by letter.</param>
    bool Has(string name);

    /// <summary>The length of a member, in bytes, as it is stated; reading checks it.</summary>
    /// <param name="name">The member.</param>
    /// <exception cref="ContentFaultException">It is missing, or no regular file with a plain name.</exception>
    long LengthOf(string name);

    /// <summary>Reads a member.</summary>
    /// <param name="name">The member.</param>
    /// <param name="mostBytes">No legal member is longer.</param>
    /// <returns>All of it, checked.</returns>
    /// <exception cref="ContentFaultException">It is missing, damaged, longer, or no regular file with a plain name.</exception>
    ReadOnlyMemory<byte> Read(string name, long mostBytes);
}
