using FashionRef.Build;

namespace FashionRef.Tests.Build;

internal sealed class ErrorCodeTests
{
    [TestCase(1, "FREF1101")]
    [TestCase(2, "FREF1102")]
    [TestCase(3, "FREF1103")]
    [TestCase(130, "FREF1104")]
    [TestCase(134, "FREF1105")]
    [TestCase(-1, "FREF1105")]
    public void Every_exit_code_of_the_program_has_an_error_code(int exitCode, string expected) =>
        Assert.That(ErrorCode.OfProgram(exitCode), Is.EqualTo(expected));
}
