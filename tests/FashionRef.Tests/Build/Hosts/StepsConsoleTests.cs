namespace FashionRef.Tests.Build.Hosts;

/// <summary>What becomes of the lines that a host of the build writes.</summary>
internal sealed class StepsConsoleTests
{
    private const string Coloured = "\u001b[41m\u001b[37;1mError: \u001b[0m{0}\u001b[0m";

    [Test]
    public void A_file_gets_no_colours()
    {
        using StringWriter file = new();
        using StepsConsole console = new(file, plain: true, reportsFaults: true);

        console.WriteLine(Coloured, "No.");
        console.Write(Coloured.ToCharArray());
        console.Write('!');

        Assert.That($"{file}", Is.EqualTo($"Error: No.{Environment.NewLine}Error: {{0}}!"));
    }

    [Test]
    public void A_terminal_gets_them()
    {
        using StringWriter terminal = new();
        using StepsConsole console = new(terminal, plain: false, reportsFaults: true);

        console.Write(Coloured);

        Assert.That($"{terminal}", Is.EqualTo(Coloured));
    }

    [Test]
    public void A_full_disk_is_the_machines_fault_on_standard_output_and_nobodys_on_standard_error()
    {
        using FullWriter full = new();
        using StepsConsole output = new(full, plain: true, reportsFaults: true);
        using StepsConsole error = new(full, plain: true, reportsFaults: false);

        Assert.That(() => output.Write("x"), Throws.TypeOf<StepsFailure>().With.Property(nameof(StepsFailure.ExitCode)).EqualTo(StepsFailure.MachineCannot));
        Assert.That(() => error.WriteLine("x"), Throws.Nothing);
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(string? value) => throw new IOException("No space left on device.");
    }
}
