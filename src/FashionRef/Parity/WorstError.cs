namespace FashionRef.Parity;

/// <summary>The largest of some errors and where it stands; a NaN is larger than all.</summary>
internal sealed class WorstError
{
    /// <summary>0 before the first.</summary>
    public double Error { get; private set; }

    /// <summary>Empty when every error was 0.</summary>
    public string Where { get; private set; } = string.Empty;

    /// <summary>Takes one more error into account.</summary>
    public void Add(double error, string where)
    {
        if (!(error <= Error) && !double.IsNaN(Error))
        {
            (Error, Where) = (error, where);
        }
    }
}
