using System.Globalization;
using FashionRef.Files;
using Google.Protobuf;

namespace FashionRef.Formats.TensorBoard;

/// <summary>
/// A file of scalars for TensorBoard, which reads it while it grows, so it is not written by <see cref="AtomicFile"/>: a truncated
/// record has a wrong checksum, and readers stop before it.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const string Version = "brain.Event:2";

    // TensorBoard reads every file with tfevents in its name, in the order of the names. Other programs add the machine's name after
    // the seconds; this one leaves it out, for privacy.
    private const string NameStart = "events.out.tfevents.";
    private const string NameMaker = ".fashionref.";

    private readonly FileStream _stream;
    private readonly TimeProvider _time;

    private string Folder => Path.GetDirectoryName(_stream.Name)!;

    private EventFile(FileStream stream, TimeProvider time)
    {
        _stream = stream;
        _time = time;
    }

    /// <summary>Creates a new file.</summary>
    /// <param name="folder">Its folder, made when it is missing: one line of TensorBoard's charts.</param>
    /// <param name="time">Gives the events their times.</param>
    /// <exception cref="FashionRefException">It cannot be written (machine cannot).</exception>
    public static EventFile Create(string folder, TimeProvider time) => Trying(folder, () =>
    {
        using NewFolders made = new(folder);
        EventFile file = new(OpenNew(folder, time.GetUtcNow().ToUnixTimeSeconds()), time);
        try
        {
            file.Append(new Event { FileVersion = Version });
            return file;
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            file.Dispose();
            File.Delete(file._stream.Name);
            throw;
        }
    });

    /// <summary>Deletes what this class has written into the folder before; files of other programs stay.</summary>
    /// <exception cref="FashionRefException">A file cannot be deleted (machine cannot).</exception>
    public void DeleteEarlier() => Trying(Folder, () =>
    {
        string own = Path.GetFileName(_stream.Name);
        string[] earlier = [.. Directory.GetFiles(Folder, $"{NameStart}*{NameMaker}*").Where(file => Path.GetFileName(file) != own)];
        Array.ForEach(earlier, File.Delete);
        return earlier.Length;
    });

    /// <summary>Adds scalars, visible to readers at once.</summary>
    /// <param name="step">The place on the charts' axis.</param>
    /// <param name="scalars">The charts' names, and the values, which TensorBoard keeps as float32.</param>
    /// <exception cref="FashionRefException">They cannot be written (machine cannot).</exception>
    public void Write(long step, params IEnumerable<(string Tag, double Value)> scalars)
    {
        Summary summary = new();
        summary.Value.AddRange(scalars.Select(scalar => new Scalar { Tag = scalar.Tag, SimpleValue = (float)scalar.Value }));
        Trying(Folder, () => Append(new Event { Step = step, Summary = summary }));
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    // Two files of one second differ by their last number.
    private static FileStream OpenNew(string folder, long seconds)
    {
        for (int number = 0; ; number++)
        {
            string path = Path.Combine(
                folder, string.Create(CultureInfo.InvariantCulture, $"{NameStart}{seconds:D10}{NameMaker}{number}"));
            if (!File.Exists(path))
            {
                // Full sharing, so that a running TensorBoard does not block the file on Windows.
                // Unbuffered: on a full disk, closing must not fail again for what writing has failed for.
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            }
        }
    }

    private static T Trying<T>(string folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"TensorBoard's files in '{Path.GetFullPath(folder)}' cannot be written: {WriteFault.Reason(Path.GetFullPath(Path.Combine(folder, "file")), exception)} "
                + "Free space, or close the program that holds them.",
                exception)
            {
                Remedy = Remedy.OtherEventFolder,
            };
        }
    }

    private long Append(Event entry)
    {
        entry.WallTime = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        _stream.Write(TfRecord.Frame(entry.ToByteArray()));
        _stream.Flush();
        return _stream.Position;
    }
}
