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

    [Test]
    public void Images_that_are_held_out_are_the_last_of_the_training_set()
    {
        Dataset data = new(new(1, 2, new byte[] { 1, 2, 3, 4, 5, 6 }, new byte[] { 7, 8, 9 }), new(1, 2, new byte[2], new byte[1]), new Dictionary<string, string> { ["a"] = "b" });

        Dataset held = data.HoldOut(1);

        Assert.That((held.Train.Pixels.ToArray(), held.Train.Labels.ToArray()), Is.EqualTo((new byte[] { 1, 2, 3, 4 }, new byte[] { 7, 8 })));
        Assert.That((held.Test.Pixels.ToArray(), held.Test.Labels.ToArray()), Is.EqualTo((new byte[] { 5, 6 }, new byte[] { 9 })));
        Assert.That(held.Sha256, Is.SameAs(data.Sha256));
        Assert.That(() => data.HoldOut(3), Throws.InstanceOf<ArgumentOutOfRangeException>());
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
