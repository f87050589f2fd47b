using System.Runtime.InteropServices;

namespace FashionRef.Files;

/// <summary>What a file is, and which one it is: two names that lead to the same file, by links of any kind, have equal facts.</summary>
/// <param name="Mode">Kind and rights, as Linux has them.</param>
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

    /// <summary>Asks Linux, which follows links.</summary>
    /// <param name="path">Any path. Its '..' are taken out of the text first, as .NET does wherever it opens a file: behind a link, or a
    /// folder that is missing, Linux would look elsewhere.</param>
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
