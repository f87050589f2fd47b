using FashionRef.Models;

namespace FashionRef.Tests.Models;

/// <summary>A layer that nothing in the program knows.</summary>
internal sealed record Doubling : Layer
{
    public override Shape OutputShape(Shape input) => input;
}
