using DiffEngine;

namespace VerifyTests.Contract;

/// <summary>A diff tool opens only where somebody may look at it.</summary>
internal sealed class DiffToolTests
{
    private const string Switch = "DiffEngine_Disabled";

    [TestCase(false, ExpectedResult = true)]
    [TestCase(true, ExpectedResult = false)]
    [TestCase(true, "DISPLAY", ExpectedResult = true)]
    [TestCase(true, "WAYLAND_DISPLAY", ExpectedResult = true)]
    [TestCase(true, "DISPLAY", "CI", ExpectedResult = false)]
    [TestCase(false, "CI", ExpectedResult = false)]
    [TestCase(true, "DISPLAY", "DOTNET_RUNNING_IN_CONTAINER", ExpectedResult = false)]
    public bool It_is_off_on_a_build_server_and_on_Linux_without_a_screen(bool isLinux, params string[] variables) =>
        DiffTool.IsWanted(name => variables.Contains(name) ? "1" : null, isLinux);

    [Test]
    public void It_is_off_where_DiffEngine_is_disabled()
    {
        string? before = Environment.GetEnvironmentVariable(Switch);
        try
        {
            Environment.SetEnvironmentVariable(Switch, "true");

            Assert.That(DiffRunner.Disabled);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Switch, before);
        }
    }
}
