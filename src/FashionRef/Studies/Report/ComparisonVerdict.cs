namespace FashionRef.Studies.Report;

/// <summary>What a comparison found, in the order in which tables show them.</summary>
public enum ComparisonVerdict
{
    /// <summary>Nothing yet: the study is incomplete.</summary>
    NotYet,

    /// <summary>The experiment's figure is better, by more than chance explains.</summary>
    Helps,

    /// <summary>No more than chance may give; that is no proof that there is none.</summary>
    NoDifferenceSeen,

    /// <summary>The experiment's figure is worse, by more than chance explains.</summary>
    Harms,
}
