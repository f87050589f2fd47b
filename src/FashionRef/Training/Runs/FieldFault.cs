namespace FashionRef.Training.Runs;

/// <summary>A wrong field of a record.</summary>
/// <param name="Field">As it is written in the file, for example <c>settings.loss</c>.</param>
/// <param name="Found">Its value in the file.</param>
/// <param name="Legal">What it must be.</param>
internal sealed record FieldFault(string Field, string Found, string Legal)
{
    // Longer than a hash.
    private const int LongestQuote = 80;

    /// <summary>Its value in the file; a long one is truncated.</summary>
    public string Found { get; } = Found.Length <= LongestQuote || Found == Legal ? Found : $"{Found[..LongestQuote]}…";

    /// <summary>Likely causes, in the words of docs/deviations.md.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Without a capital letter and a full stop, for example <c>settings.epochs is 3, but must be 10</c>.</summary>
    public string Sentence => $"{Field} is {Found}, but must be {Legal}";

    /// <summary>All faults in one sentence, with quoted fields, for example <c>'settings.seed' is -1, but must be from 0 to 65535</c>.</summary>
    /// <param name="faults">What is wrong.</param>
    /// <returns>Null if there are none.</returns>
    public static string? InOneSentence(IEnumerable<FieldFault> faults)
    {
        string sentence = string.Join("; ", faults.Select(fault => $"'{fault.Field}' is {fault.Found}, but must be {fault.Legal}"));
        return sentence.Length == 0 ? null : sentence;
    }
}
