namespace FashionRef.Tests.Build.Hosts;

/// <summary>Who hosts the build's steps.</summary>
internal enum BuildHost
{
    /// <summary><c>dotnet cake</c>, which reads build.cake.</summary>
    Cake,

    /// <summary>The program of build/Build.</summary>
    Program,
}
