namespace FashionRef.Parity;

/// <summary>A tolerance that holds up to a step.</summary>
/// <param name="Step">The last step that it holds for.</param>
/// <param name="Tolerance">The largest relative error.</param>
public readonly record struct ToleranceThrough(int Step, double Tolerance);
