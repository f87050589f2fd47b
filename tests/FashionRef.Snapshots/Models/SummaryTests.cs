using FashionRef.Cli.Commands.Describe;
using FashionRef.Models;

namespace FashionRef.Snapshots.Models;

/// <summary>A changed layer shows here, line by line.</summary>
internal sealed class SummaryTests
{
    [Test]
    public Task Summaries_of_both_models() => Verifier.Verify(DescribeCommand.Summaries(NotebookModels.Numbers));
}
