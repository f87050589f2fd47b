namespace FashionRef.Tests.Data.Sources;

/// <summary>What the test server does after the last byte it sends.</summary>
internal enum ServerEnding
{
    Close,
    Reset,
    Stall,
}
