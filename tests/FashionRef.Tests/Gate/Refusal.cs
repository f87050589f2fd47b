namespace FashionRef.Tests.Gate;

/// <summary>What is refused with exit code 2, and in which words.</summary>
internal static class Refusal
{
    public static void Expect(Func<object?> read, string message)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => read())!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.Contain(message));
    }
}
