using FashionRef.Studies;

namespace FashionRef.Tests.Studies;

internal sealed class ShardTests
{
    [Test]
    public void Shares_have_every_run_once() => Assert.That(
        Enumerable.Range(0, 3).SelectMany(index => Enumerable.Range(0, 10).Where(new Shard(index, 3).Has)),
        Is.EquivalentTo(Enumerable.Range(0, 10)));

    [Test]
    public void All_has_all() => Assert.That(Enumerable.Range(0, 10).Where(Shard.All.Has), Is.EqualTo(Enumerable.Range(0, 10)));

    [Test]
    public void A_share_is_written_as_its_option_takes_it() => Assert.That(new Shard(3, 40).ToString(), Is.EqualTo("3/40"));
}
