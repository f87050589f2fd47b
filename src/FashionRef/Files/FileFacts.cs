using System.Runtime.InteropServices;

namespace FashionRef.Files;

/// <summary>A file's kind and identity: two names of the same file, by links of any kind, have equal facts.</summary>
/// <param name="Mode">Kind and permissions, as in Linux.</param>
/// <param name="Inode">The file's number on its device.</param>
/// <param name="Device">The device.</param>
public sealed record FileFacts(ushort Mode, ulong Inode, ulong Device)
{
    // From Linux' stat.h, fcntl.h and its struct statx, which is the same on every processor.
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;
    private const int CharacterDevice = 0x2000;
    private const int FromWorkingFolder = -100;
    private const uint KindModeAndInode = 0x103;
    private const int Size = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>Whether it is neither a folder nor a device, a pipe or the like.</summary>
    public bool IsRegular => (Mode & KindMask) == Regular;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & KindMask) == Folder;

    /// <summary>Whether it is a terminal, <c>/dev/null</c> or the like.</summary>
    public bool IsCharacterDevice => (Mode & KindMask) == CharacterDevice;

    /// <summary>Gets a file's facts from Linux, following links.</summary>
    /// <param name="path">Any path. Each '..' is resolved in the text first, as .NET does when it opens a file: after a link or a missing
    /// folder Linux would resolve it differently.</param>
    /// <returns>Null when nothing is there, and on other systems.</returns>
    public static FileFacts? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] facts = new byte[Size];
        return Statx(FromWorkingFolder, Path.GetFullPath(path), flags: 0, KindModeAndInode, facts) == 0
            ? new(BitConverter.ToUInt16(facts, ModeOffset), BitConverter.ToUInt64(facts, InodeOffset), BitConverter.ToUInt64(facts, DeviceOffset))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint wanted, byte[] facts);
}
