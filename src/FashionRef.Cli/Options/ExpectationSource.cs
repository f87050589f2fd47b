using System.CommandLine;
using System.Globalization;
using System.Numerics;
using FashionRef.Gate.Reference;

namespace FashionRef.Cli.Options;

/// <summary><c>--expectations VERSION|DIR|FILE</c>: what a run is compared with.</summary>
internal sealed class ExpectationSource
{
    private readonly int? _version;
    private readonly string? _file;

    /// <param name="text">The option's value: a number is a version of the program's own, <c>./1</c> a folder or file of that name.</param>
    public ExpectationSource(string text)
    {
        _version = BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out BigInteger version) ? (int)BigInteger.Clamp(version, int.MinValue, int.MaxValue) : null;
        if (_version is null && !File.Exists(text) && !Directory.Exists(text) && text is not CommonOptions.BaselinesFolder && text != CommonOptions.OwnExpectations())
        {
            throw new FashionRefException(FaultKind.BadRequest, $"--expectations is '{OutsideText.Line(text)}', but must be a version such as 1, or a folder or file that exists.");
        }

        _file = _version is null && File.Exists(text) ? text : null;
        Folder = _version is null && _file is null ? text : CommonOptions.OwnExpectations();
        if (_file is not null && ExpectationFile.Read(_file).File is not null)
        {
            OwnModel = GateReference.Read(_file);
            Folder = Path.GetDirectoryName(_file) ?? "";
        }
    }

    /// <summary>
    /// The folder of baselines and of the answers to probes: the program's own where only an expectation of the notebook's models was named,
    /// and that of an own model's expectation.
    /// </summary>
    public string Folder { get; }

    /// <summary>The expectation of a model from a file, where the file of one was named: then all runs are judged by it.</summary>
    public GateReference? OwnModel { get; }

    /// <summary>The option.</summary>
    public static Option<string> Create()
    {
        Option<string> option = CommonOptions.Expectations();
        option.Description = "A version of the expectations, for example 1, so that newer ones change no verdict; or a folder of expectations and baselines; or the file of one expectation. If the default folder has none, those shipped with the program.";
        option.HelpName = "VERSION|DIR|FILE";
        return option;
    }

    /// <summary>Reads what the runs of a model are compared with.</summary>
    /// <param name="key">Of which model, and how the runs shuffled.</param>
    /// <exception cref="FashionRefException">It is missing, cannot be read, or is of another model or shuffle (bad request).</exception>
    public GateReference Read(ExpectationKey key)
    {
        if (_version is { } version)
        {
            return GateReference.Read(new ExpectationVersions(Folder).PathOf(key, version));
        }

        if (_file is null)
        {
            return GateReference.Read(Folder, key);
        }

        GateReference reference = OwnModel ?? GateReference.Read(_file);
        return ExpectationFile.Name(reference.Expectation.Key) == ExpectationFile.Name(key)
            ? reference
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{_file}' is of {reference.Expectation.Key.Title}, and the runs are of {key.Title}. Name a folder that has expectations of both.");
    }
}
