using System.Text;
using System.Text.RegularExpressions;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Parity;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Report;
using FashionRef.Training.Bits;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Formats.Json;

/// <summary>What other programs write into JSON: every file that is read goes through one reader, so every one of them is tried.</summary>
internal sealed partial class JsonReadersTests
{
    private TemporaryFolder _folder = null!;

    private static IReadOnlyList<string> Kinds { get; } = ["run under test", "run of a report", "baseline", "expectation", "seeds", "trace", "bits"];

    private static IEnumerable<TestCaseData> Faults =>
    [
        Fault("a name twice", "it has 'zz' twice in one object, again at line 1, byte ", text => Begin(text, "\"zz\":1,\"zz\":2,")),
        Fault("a name twice, once escaped", "it has 'zz' twice in one object, again at line 1, byte ", text => Begin(text, "\"zz\":1,\"z\\u007a\":2,")),
        Fault("a name twice within", "it has 'b' twice in one object, again at line 2, byte 9", text => Begin(text, "\"zz\":[{\"a\":{\n\"b\": 1, \"b\":1}}],")),
        Fault("65 levels", "it has more than 64 objects and lists in each other at line 1, byte ", text => Begin(text, Nested(64))),
        Fault("many levels", "it has more than 64 objects and lists in each other at line 1, byte ", text => Begin(text, Nested(100_000))),
        Fault("UTF-16", "it is UTF-16 text (write it as UTF-8)", text => text, Encoding.Unicode),
        Fault("UTF-16, big end first", "it is UTF-16 text (write it as UTF-8)", text => text, Encoding.BigEndianUnicode),
        Fault("UTF-16 without a mark", "it is UTF-16 text (write it as UTF-8)", text => text, new UnicodeEncoding(bigEndian: false, byteOrderMark: false)),
        Fault("empty", "it is empty", _ => ""),
        Fault("white space", "it is empty", _ => " \r\n\t"),
        Fault("a mark alone", "it is empty", _ => "", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
        Fault("a comment", "it is not JSON from line 1, byte ", text => $"// why\n{text}"),
        Fault("a comma at the end", "it is not JSON from line ", text => text.TrimEnd()[..^1] + ",}"),
        Fault("two values", "it is not JSON from line ", text => $"{text}{{}}"),
        Fault("NaN", "it is not JSON from line 1, byte ", text => Begin(text, "\"zz\":NaN,")),
        Fault("Infinity", "it is not JSON from line 1, byte ", text => Begin(text, "\"zz\":-Infinity,")),
        Fault("half a pair in a name", "it holds text that is not UTF-8", text => Begin(text, "\"\\ud800\":1,")),
        Fault("half a pair in a text", "it holds text that is not UTF-8", text => Begin(text, "\"zz\":\"\\udc00\",")),
        Fault("a byte that is no UTF-8", "it holds text that is not UTF-8", text => Begin(text, "\"zz\":\"\u00ff\","), Encoding.Latin1),
        Fault("a list", "it is a list, but must be an object", _ => "[]"),
        Fault("null", "it is null, but must be an object", _ => "null"),
        Fault("half a number", ", but must be a whole number", text => Whole().Replace(text, "$0.5", 1)),
        Fault("a number of 400 digits", ", but must be a whole number", text => Whole().Replace(text, $"$0.{new string('1', 400)}", 1)),
        Fault("one above an int", " is 2147483648, but must be a whole number from -2147483648 to 2147483647", text => Whole().Replace(text, "${name}2147483648", 1)),
        Fault("one of 400 digits", "…, but must be a whole number from -2147483648 to 2147483647", text => Whole().Replace(text, $"${{name}}{new string('1', 400)}", 1)),
        Fault("one with an endless exponent", " is 1e99999999999, but must be a whole number from -2147483648 to 2147483647", text => Whole().Replace(text, "${name}1e99999999999", 1)),
        Fault("a large number", " is 1e30, but must be a whole number from -2147483648 to 2147483647", text => Whole().Replace(text, "${name}1e30", 1)),
        Fault("another case", ", which must be written '", text => Name().Replace(text, match => match.Value.ToUpperInvariant(), 1)),
    ];

    private static IEnumerable<TestCaseData> Fine =>
    [
        Case("a byte order mark", text => text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
        Case("what nobody reads", text => Begin(text, "\"zz\":{\"a\":[1e400,{\"b\":null},{\"b\":\"\\ud83d\\ude00\"}]},")),
        Case("64 levels", text => Begin(text, Nested(63))),
        Case("whole numbers with a point", text => Whole().Replace(text, "$0.0")),
        Case("whole numbers with an exponent", text => Whole().Replace(text, "$0e0")),
    ];

    [SetUp]
    public void Prepare() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(Faults))]
    public void What_is_no_JSON_or_is_read_in_two_ways_is_refused(string fault, Func<string, string> change, Encoding encoding)
    {
        Assert.Multiple(() =>
        {
            foreach (string kind in Kinds)
            {
                File.WriteAllText(_folder["f"], change(Text(kind)), encoding);

                FashionRefException error = Assert.Throws<FashionRefException>(() => Read(kind), kind)!;

                Assert.That((error.Kind, error.Message), Is.EqualTo((FaultKind.BadRequest, error.Message)));
                Assert.That(error.Message, Does.StartWith($"'{_folder["f"]}' is no ").And.Contain(fault), kind);
                Assert.That(error.Message, Has.Length.LessThan(600), kind);
            }
        });
    }

    // Bits have whole numbers alone.
    [TestCase("1e-999")]
    [TestCase("-0.1E-400")]
    [TestCase("1e999")]
    [TestCase("-1e309")]
    public void A_number_that_no_double_holds_is_refused_and_never_read_as_another(string number)
    {
        Assert.Multiple(() =>
        {
            foreach (string kind in Kinds.Where(kind => kind != "bits"))
            {
                File.WriteAllText(_folder["f"], Any().Replace(Text(kind), $"${{name}}{number}", 1));

                Refusal.Expect(() => Read(kind), $" is {number}, but must be 0, or a number from 4.9e-324 to 1.7e308 in size");
            }
        });
    }

    [TestCaseSource(nameof(Fine))]
    public void What_means_the_same_is_read_as_the_same(Func<string, string> change, Encoding encoding)
    {
        Assert.Multiple(() =>
        {
            foreach (string kind in Kinds)
            {
                File.WriteAllText(_folder["f"], change(Text(kind)), encoding);

                Assert.That(() => Read(kind), Throws.Nothing, kind);
            }
        });
    }

    [Test]
    public void A_folder_is_called_one([ValueSource(nameof(Kinds))] string kind)
    {
        Directory.CreateDirectory(_folder["f"]);

        Refusal.Expect(() => Read(kind), $"'{_folder["f"]}' cannot be read: it is a folder, not a file. ");
    }

    [TestCase("baseline", "trained_weights")]
    [TestCase("bits", "weights")]
    [TestCase("bits", "logits")]
    [TestCase("run of a report", "trained_weights")]
    public void A_hash_in_upper_case_or_with_a_line_end_is_the_same(string kind, string name)
    {
        string text = Text(kind);
        Match hash = Regex.Match(text, $"(?<=\"{name}\": \")[0-9a-f]{{64}}");
        File.WriteAllText(_folder["f"], text.Replace($"\"{hash.Value}\"", $"\" {hash.Value.ToUpperInvariant()}\\n\"", StringComparison.Ordinal));

        object read = Read(kind);

        string found = (read, name) switch
        {
            (Baseline baseline, _) => baseline.TrainedWeights!,
            (BitsRecord bits, "weights") => bits.Runs[0].Weights,
            (BitsRecord bits, _) => bits.Runs[0].Logits,
            _ => ((RunRecord)read).Sha256.TrainedWeights!,
        };
        Assert.That(found, Is.EqualTo(hash.Value));
    }

    private static string Begin(string text, string members) => $"{{{members}{text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..]}";

    private static string Nested(int levels) => $"\"zz\":{new string('[', levels)}{new string(']', levels)},";

    private string Text(string kind) => File.ReadAllText(kind switch
    {
        "run under test" => GateRuns.Write(_folder["1"], GateRuns.Record()),
        "run of a report" => ReportedRuns.Write(_folder["2"], ReportedRuns.Create()),
        "baseline" => Path.Combine(KerasSeeds.Folder, "model1-seed1-exact.json"),
        "expectation" => KerasSeeds.ExpectationFileOf(1),
        "seeds" => KerasSeeds.FileOf(2),
        "trace" => TestDataFile.PathOf("keras-trace-model1-float32.json"),
        _ => Path.Combine(KerasSeeds.Folder, "bits.json"),
    });

    private object Read(string kind) => kind switch
    {
        "run under test" => GateRun.Read(_folder["f"]),
        "run of a report" => RunRecordFile.Read(_folder["f"]),
        "baseline" => BaselineFile.Read(_folder["f"]),
        "expectation" => ExpectationFile.Read(_folder["f"]),
        "seeds" => SeedRunsFile.Read(_folder["f"]),
        "trace" => TraceFile.Read(_folder["f"]),
        _ => BitsFile.Read(_folder["f"]),
    };

    private static TestCaseData Fault(string name, string fault, Func<string, string> change, Encoding? encoding = null) =>
        new TestCaseData(fault, change, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)).SetArgDisplayNames(name);

    private static TestCaseData Case(string name, Func<string, string> change, Encoding? encoding = null) =>
        new TestCaseData(change, encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)).SetArgDisplayNames(name);

    /// <summary>A member that every file has one of and that is a whole number.</summary>
    [GeneratedRegex("(?<name>\"(model|seed)\": ?)[0-9]+")]
    private static partial Regex Whole();

    /// <summary>A number that need not be whole.</summary>
    [GeneratedRegex("(?<name>\"(learning_rate|false_alarm_rate|val_loss)\": ?\\[?)[0-9.e-]+")]
    private static partial Regex Any();

    [GeneratedRegex("\"(model|seed)\"")]
    private static partial Regex Name();
}
