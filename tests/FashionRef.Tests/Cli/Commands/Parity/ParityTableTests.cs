using FashionRef.Cli.Commands.Parity;
using FashionRef.Parity;

namespace FashionRef.Tests.Cli.Commands.Parity;

internal sealed class ParityTableTests
{
    [Test]
    public void Every_check_has_a_line_in_columns()
    {
        ParityReport report = new(
        [
            new("losses, steps 1 to 40", 1.23e-14, "step 7", 1e-11),
            new("right answers, steps 1 to 40", 2, "step 3: 8 instead of 9, and 1 more", 0),
            new("losses, steps 41 to 99", double.NaN, "step 50", 1e-8),
            new("weights after 100 steps", 0.5, "sequential/dense/kernel", null),
            new("test answers after 100 steps", 0, string.Empty, 10),
        ]);

        Assert.That(ParityTable.Format(report), Is.EqualTo(
            "check                         worst error  tolerance  verdict     where\n"
            + "losses, steps 1 to 40             1.2e-14    1.0e-11  equal       step 7\n"
            + "right answers, steps 1 to 40            2          0  DIFFERENT   step 3: 8 instead of 9, and 1 more\n"
            + "losses, steps 41 to 99                NaN    1.0e-08  DIFFERENT   step 50\n"
            + "weights after 100 steps           5.0e-01          -  not judged  sequential/dense/kernel\n"
            + "test answers after 100 steps            0         10  equal\n"));
    }
}
