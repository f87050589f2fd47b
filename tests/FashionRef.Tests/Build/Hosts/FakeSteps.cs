namespace FashionRef.Tests.Build.Hosts;

/// <summary>The build's steps in a folder of their own, with a <c>dotnet</c> that is only noted.</summary>
internal sealed class FakeSteps : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();

    public string this[string name] => _folder[name];

    /// <summary>What <c>dotnet</c> was asked, a line for each time.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Whether each is told to stop by the end of its input.</summary>
    public List<bool> StopsWithInput { get; } = [];

    /// <summary>How <c>dotnet</c> ends.</summary>
    public int ExitCode { get; set; }

    /// <summary>What it leaves as the pipeline's result for the id that it was given; null for none.</summary>
    public Func<string, string[]?> Result { get; set; } = id => [id, "0"];

    /// <summary>The request that a command line is, as Cake reads it: <c>name=value</c>, more values after a comma, or <c>name</c>.</summary>
    public static StepsRequest Request(string folder, params string[] options) => new(
        options.Select(option => option.Split('=', 2)).Select(option => new KeyValuePair<string, ICollection<string>>(
            option[0], option.Length == 1 ? [null!] : option[1].Split(','))),
        folder);

    /// <summary>The steps for a request.</summary>
    public Steps For(params string[] options) => new(Request(_folder.Path, options), _folder.Path, Run, _stop.Token);

    /// <summary>Lets the build be told to stop.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    private int Run(IReadOnlyList<string> arguments, bool stopsWithInput)
    {
        Commands.Add(string.Join(' ', arguments));
        StopsWithInput.Add(stopsWithInput);
        string Of(string property) => arguments.FirstOrDefault(argument => argument.StartsWith($"-p:{property}=", StringComparison.Ordinal))?.Split('=', 2)[1] ?? "";
        if (Result(Of("ResultId")) is { } result && Of("ResultFile") is { Length: > 0 } escaped)
        {
            string file = Uri.UnescapeDataString(escaped);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllLines(file, result);
        }

        return ExitCode;
    }
}
