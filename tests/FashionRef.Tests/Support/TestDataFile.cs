namespace FashionRef.Tests.Support;

/// <summary>Finds the files of TestData/, which the build copies beside the tests.</summary>
internal static class TestDataFile
{
    public static string PathOf(string name) => Path.Combine(TestContext.CurrentContext.TestDirectory, "TestData", name);

    public static string Text(string name) => File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n");
}
