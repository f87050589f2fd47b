using FashionRef.Data;

namespace FashionRef.Tests.Data;

public sealed class ImageSetTests
{
    [Test]
    public void A_small_synthetic_set_can_be_made()
    {
        ImageSet set = new(2, 3, new byte[12], new byte[] { 0, 9 });

        Assert.That((set.Count, set.Height, set.Width), Is.EqualTo((2, 2, 3)));
    }

    [TestCase(0, 3, 0, 2, "height")]
    [TestCase(2, 0, 0, 2, "width")]
    [TestCase(2, 3, 0, 0, "labels")]
    [TestCase(2, 3, 11, 2, "pixels")]
    [TestCase(2, 3, 13, 2, "pixels")]
    public void Lengths_that_do_not_belong_together_are_refused(int height, int width, int pixels, int labels, string parameter) =>
        Assert.That(
            () => new ImageSet(height, width, new byte[pixels], new byte[labels]),
            Throws.InstanceOf<ArgumentException>().With.Property(nameof(ArgumentException.ParamName)).EqualTo(parameter));

    [Test]
    public void A_label_above_nine_is_refused() =>
        Assert.That(
            () => new ImageSet(1, 1, new byte[2], new byte[] { 9, 10 }),
            Throws.ArgumentException.With.Message.StartsWith("Label 1 is 10. Labels must be inside [0..9]."));
}
