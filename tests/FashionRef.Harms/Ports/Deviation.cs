namespace FashionRef.Harms.Ports;

/// <summary>A mistake that a porter would really make.</summary>
/// <param name="Name">What is otherwise than in the notebook.</param>
/// <param name="Port">A port with this mistake and no other.</param>
internal sealed record Deviation(string Name, Port Port);
