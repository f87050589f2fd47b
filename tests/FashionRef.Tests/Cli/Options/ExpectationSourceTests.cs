using FashionRef.Cli.Options;
using FashionRef.Gate.Reference;
using FashionRef.Tests.Gate;
using FashionRef.Training;

namespace FashionRef.Tests.Cli.Options;

internal sealed class ExpectationSourceTests
{
    [Test]
    public void The_option_takes_a_version_a_folder_or_a_file()
    {
        using TemporaryFolder folder = new();
        string file = new ExpectationVersions(folder.Path).Write(KerasSeeds.Stored(1), KerasSeeds.Runs(1));

        Assert.That(new ExpectationSource(folder.Path).Read(new ExpectationKey(1, null, Shuffle.Repeated)).Expectation.Runs, Is.EqualTo(40));
        Assert.That(new ExpectationSource(file).Read(new ExpectationKey(1, null, Shuffle.Repeated)).Expectation.Runs, Is.EqualTo(40));
        Assert.That((new ExpectationSource(file).Folder, new ExpectationSource(folder.Path).Folder), Is.EqualTo((CommonOptions.OwnExpectations(), folder.Path)));
        Assert.That(new ExpectationSource("1").Folder, Is.EqualTo(CommonOptions.OwnExpectations()));
        Refusal.Expect(() => new ExpectationSource(file).Read(new ExpectationKey(2, null, Shuffle.Repeated)), $"'{file}' is of Model-1, one shuffle repeated, and the runs are of Model-2, one shuffle repeated.");
    }
}
