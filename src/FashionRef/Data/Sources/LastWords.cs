namespace FashionRef.Data.Sources;

/// <summary>The most informative line that a program wrote: its last error, else its last warning, else its last line.</summary>
internal sealed class LastWords
{
    private readonly Lock _lock = new();
    private string? _error;
    private string? _warning;
    private string? _line;

    /// <summary>The last warning, or null. apt-get sums several up at the end; the one before that says more.</summary>
    public string? Warning
    {
        get
        {
            lock (_lock)
            {
                return _warning;
            }
        }
    }

    /// <summary>Adds a line; callable from several threads.</summary>
    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lock)
        {
            _line = line.Trim();
            if (_line.StartsWith("E:", StringComparison.Ordinal) || _line.Contains("error:", StringComparison.Ordinal))
            {
                _error = _line;
            }
            else if (_line.StartsWith("W:", StringComparison.Ordinal)
                && !(_warning is not null && _line.StartsWith("W: Some index files", StringComparison.Ordinal)))
            {
                _warning = _line;
            }
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _error ?? _warning ?? _line ?? "it said nothing";
        }
    }
}
