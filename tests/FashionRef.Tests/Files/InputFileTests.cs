using System.Diagnostics;
using FashionRef.Evaluation;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Parity;
using FashionRef.Report.Images;
using FashionRef.Tests.Gate;
using FashionRef.Training.Bits;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Files;

/// <summary>What is given for a file and is none, or none that fits into memory, ends every reader with one clear line, and at once.</summary>
internal sealed class InputFileTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private static readonly (string Name, Func<string, object?> Read)[] Readers =
    [
        ("run under test", GateRun.Read),
        ("record", RunRecordFile.Read),
        ("seeds", SeedRunsFile.Read),
        ("expectation", ExpectationFile.Read),
        ("baseline", BaselineFile.Read),
        ("trace", TraceFile.Read),
        ("bits", BitsFile.Read),
        ("weights", SafetensorsFile.Read),
        ("model", path => TrainedModel.Read(path)),
        ("array", path => NpyFile.Read(path, Shape.Of(2, 3))),
        ("predictions", path => PredictionsFile.Read(path, 2)),
        ("answers", path => PredictionsFile.ReadAnswers(path)),
        ("picture", path => ImageFile.Read(path, invert: false)),
    ];

    private static IEnumerable<TestCaseData> All => Readers.Select(reader => new TestCaseData(reader.Read).SetArgDisplayNames(reader.Name));

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCaseSource(nameof(All))]
    public void What_is_no_file_is_told(Func<string, object?> read)
    {
        File.WriteAllText(_folder["file"], "x");
        string tooLong = _folder[new string('n', 300)];

        Refuse(read, _folder.Path, $"'{_folder.Path}' cannot be read: it is a folder, not a file. ");
        Refuse(read, _folder["none"], $"'{_folder["none"]}' cannot be read: it does not exist. ");
        Refuse(read, Path.Combine(_folder["file"], "a", "b"), $"cannot be read: it has '{_folder["file"]}' in its path, which is a file, not a folder. ");
        Refuse(read, "", "'' cannot be read: it has an empty path. ");
        Refuse(read, "  ", "cannot be read: it has an empty path. ");
        Refuse(read, "a\0b", "'a\\u0000b' cannot be read: it has a path with a NUL character in it. ");
        Refuse(read, tooLong, $"'{tooLong}' cannot be read: it has a path that is too long. ");
    }

    [TestCaseSource(nameof(All))]
    public void A_file_of_three_gigabytes_is_refused_by_its_length(Func<string, object?> read)
    {
        using (FileStream sparse = File.Create(_folder["big"]))
        {
            sparse.SetLength(3L << 30);
        }

        Refuse(read, _folder["big"], "cannot be read: it has 3,221,225,472 bytes; at most ");
    }

    [TestCaseSource(nameof(All))]
    [Platform("Linux")]
    public void A_device_without_an_end_is_left_at_the_limit(Func<string, object?> read)
    {
        Refuse(read, "/dev/zero", "cannot be read: it has more than ");
        Assert.That(() => read("/dev/null"), Throws.TypeOf<FashionRefException>().With.Property("Kind").EqualTo(FaultKind.BadRequest));
    }

    [Test]
    public void What_the_system_says_is_told_in_plain_words()
    {
        // The tests may run as root, who may read everything.
        File.WriteAllText(_folder["f"], "x");
        Assert.That(InputFile.Reason(_folder["f"], new UnauthorizedAccessException("Access to the path is denied.")), Is.EqualTo("may not be read by this user"));
        Assert.That(InputFile.Reason(_folder["f"], new IOException("Too many levels.")), Is.EqualTo("cannot be opened (Too many levels)"));
    }

    [Test]
    public void A_file_at_the_limit_is_read_and_one_beyond_is_not()
    {
        File.WriteAllBytes(_folder["f"], [1, 2, 3]);

        Assert.That(InputFile.ReadAllBytes(_folder["f"], "file", 3, ""), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(() => InputFile.ReadAllBytes(_folder["f"], "file", 2, ""), Throws.TypeOf<FashionRefException>().With.Message.Contains("has 3 bytes; at most 2 are read here"));
    }

    [Test]
    [Platform("Linux")]
    public async Task What_comes_through_a_pipe_is_read_as_from_a_file()
    {
        File.Copy(KerasReference.WeightsFile(1), _folder["weights"]);
        string record = GateRuns.Write(_folder["run"], GateRuns.Record());

        SafetensorsContent weights = await ThroughPipe(_folder["weights"], SafetensorsFile.Read);
        GateRun run = await ThroughPipe(record, GateRun.Read);
        string[] lines = await ThroughPipe(record, path => InputFile.ReadAllLines(path, "file", 1 << 20, ""));

        Assert.That(Float32Bytes.Sha256(weights.Arrays), Is.EqualTo(Float32Bytes.Sha256(SafetensorsFile.Read(_folder["weights"]).Arrays)));
        Assert.That(run.Record.Result, Is.EqualTo(GateRuns.Record().Result));
        Assert.That(lines, Is.EqualTo(await File.ReadAllLinesAsync(record)));
        Assert.That(run.Answers, Throws.TypeOf<FashionRefException>().With.Message.Contains("a run.json from a pipe has none."));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_pipe_without_an_end_is_left_at_the_limit()
    {
        await MakePipeAsync();
        Task writing = Task.Run(() =>
        {
            using FileStream pipe = new(_folder["pipe"], FileMode.Open, FileAccess.Write);
            while (true)
            {
                pipe.Write(new byte[64 * 1024]);
            }
        });

        Refuse(path => SafetensorsFile.Read(path), _folder["pipe"], "has more than 67,108,864 bytes, and no more are read here");
        Assert.That(async () => await writing.WaitAsync(AtOnce), Throws.InstanceOf<IOException>(), "Nobody reads on.");
    }

    [Test]
    [Platform("Linux")]
    public void A_file_that_the_kernel_makes_up_is_read_though_its_length_is_0() =>
        Assert.That(InputFile.ReadAllLines("/proc/self/status", "file", 1 << 20, "")[0], Does.StartWith("Name:"));

    [Test]
    public void Lines_are_read_whatever_ends_them_and_marks_their_beginning()
    {
        File.WriteAllBytes(_folder["f"], [0xEF, 0xBB, 0xBF, .. "a\r\nb\n\nc"u8]);

        Assert.That(InputFile.ReadAllLines(_folder["f"], 100), Is.EqualTo(new[] { "a", "b", "", "c" }));
    }

    private async Task MakePipeAsync()
    {
        ProgramEnd end = await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [_folder["pipe"]]));
        Assert.That(end.ExitCode, Is.Zero, end.Error);
    }

    private async Task<T> ThroughPipe<T>(string file, Func<string, T> read)
    {
        await MakePipeAsync();
        byte[] bytes = await File.ReadAllBytesAsync(file);
        Task writing = Task.Run(() =>
        {
            using FileStream pipe = new(_folder["pipe"], FileMode.Open, FileAccess.Write);
            pipe.Write(bytes);
        });
        T content = await Task.Run(() => read(_folder["pipe"])).WaitAsync(AtOnce);
        await writing.WaitAsync(AtOnce);
        File.Delete(_folder["pipe"]);
        return content;
    }

    private static void Refuse(Func<string, object?> read, string path, string fault)
    {
        long start = Stopwatch.GetTimestamp();

        FashionRefException error = Assert.Throws<FashionRefException>(() => read(path))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith("The ").And.Contains(fault));
        Assert.That(error.Message, Does.EndWith("."), "What to do instead ends the message.");
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(AtOnce));
    }
}
