using System.Reflection;
using FashionRef.Gate;

namespace FashionRef.Tests.Gate;

/// <summary>A cause is told in the words of docs/deviations.md, where one finds what catches it.</summary>
internal sealed class LikelyCausesTests
{
    private static readonly IReadOnlyList<string>[] Lists =
    [
        .. typeof(LikelyCauses).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (IReadOnlyList<string>)property.GetValue(null)!),
    ];

    [Test]
    public void Every_cause_is_a_deviation_that_was_made_on_purpose()
    {
        string[] deviations =
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "docs", "deviations.md"))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line => line.Split('|')[1].Trim()),
        ];

        Assert.That(Lists, Is.Not.Empty.And.All.Not.Empty);
        Assert.That(Lists.SelectMany(causes => causes), Is.SubsetOf(deviations));
    }
}
