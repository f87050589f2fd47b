using FashionRef.Cli.Commands.Probes;

namespace FashionRef.Tests.Cli.Commands.Probes;

internal sealed class ProbePackAtHandTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void A_damaged_pack_is_made_again_and_that_is_told(bool isThere)
    {
        using TemporaryFolder folder = new();
        if (isThere)
        {
            File.WriteAllText(folder["probes.json"], "{}");
        }

        using TestConsole test = new(isTerminal: false);
        ProbePackAtHand packs = new(RealDataset.Load(), threads: 1, test.Console);

        Assert.That(() => packs.Get(folder.Path, 1, hash: null, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        string told = $"The pack in '{folder.Path}' is damaged, or not the one that is expected: it is made again.\n";
        Assert.That(test.Text, isThere ? Does.StartWith(told) : Does.Not.Contain("damaged").And.StartWith("Model-1: 4,685 steps"));
    }
}
