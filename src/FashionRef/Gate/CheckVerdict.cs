namespace FashionRef.Gate;

/// <summary>What a check of the gate says.</summary>
public enum CheckVerdict
{
    /// <summary>The figure is within its bound.</summary>
    Passed,

    /// <summary>The figure is outside, or there is none.</summary>
    Failed,

    /// <summary>Nothing is demanded; the reason says why.</summary>
    NotNeeded,
}
