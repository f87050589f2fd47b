using FashionRef.Models;

namespace FashionRef.Tests.Models;

internal sealed class ShapeTests
{
    [Test]
    public void Equal_sizes_make_equal_shapes()
    {
        Shape one = Shape.Of(3, 2);
        Shape same = Shape.Of(3, 2);

        Assert.That(one, Is.EqualTo(same));
        Assert.That(one.GetHashCode(), Is.EqualTo(same.GetHashCode()));
        Assert.That(one, Is.Not.EqualTo(Shape.Of(2, 3)));
    }

    [Test]
    public void It_is_written_as_Python_writes_a_tuple()
    {
        Assert.That(Shape.Of(28, 28, 1).ToString(), Is.EqualTo("(28, 28, 1)"));
        Assert.That(Shape.Of(64).ToString(), Is.EqualTo("(64,)"));
    }

    [Test]
    public void A_size_below_one_is_refused()
    {
        Assert.That(() => Shape.Of(3, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
