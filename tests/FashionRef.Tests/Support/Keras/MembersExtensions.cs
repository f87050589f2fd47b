using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Support.Keras;

internal static class MembersExtensions
{
    /// <summary>Reads a member as bytes of its own.</summary>
    public static byte[] ReadAll(this IMembers members, string name, long mostBytes) => members.Read(name, mostBytes).ToArray();
}
