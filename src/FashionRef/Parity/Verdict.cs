namespace FashionRef.Parity;

/// <summary>What a check says.</summary>
public enum Verdict
{
    /// <summary>Within the tolerance.</summary>
    Equal,

    /// <summary>Outside it, or not a number.</summary>
    Different,

    /// <summary>Shown, and nothing is demanded: rounding has grown too large there for any two programs to agree.</summary>
    NotJudged,
}
