using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Backpropagation.Augmentation;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Tests.Gate;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Backpropagation.Augmentation;

internal sealed class AugmentationChainTests
{
    private static readonly Shape Image = Shape.Of(5, 4, 2);
    private static readonly RandomStep Step = new(7, 3);
    private static readonly FactorRange Some = new(-0.3, 0.2);

    private static readonly Layer[] All =
    [
        new RandomFlip(FlipMode.Horizontal), new Rescaling([1 / 255.0], [0.5]), new RandomTranslation(Some, Some) { FillMode = FillMode.Wrap },
        new RandomRotation(Some), new RandomZoom(Some, null) { FillMode = FillMode.Constant, FillValue = 0.25 }, new RandomContrast(new FactorRange(0.2, 0.4)) { ValueRange = new(0, 1) },
    ];

    [Test]
    public void Images_come_out_the_same_whoever_computes_them()
    {
        AugmentationChain chain = Chain(All)!;
        float[] together = Pixels(6);
        float[] apart = Pixels(6);

        chain.Apply(together, 0, 6, Step);
        foreach ((int first, int count) in new[] { (4, 2), (0, 1), (1, 3) })
        {
            chain.Apply(apart, first, count, Step);
        }

        Assert.That(apart, Is.EqualTo(together));
        Assert.That(together, Is.Not.EqualTo(Pixels(6)));
        Assert.That(AugmentationChain.LayersOf(new Sequential(Image, [.. All]).Build()), Is.EqualTo(All.Length));
    }

    // Fixed forever: the same on every processor and operating system.
    [Test]
    public void Its_bits_are_these()
    {
        float[] images = Pixels(50);

        Chain(All)!.Apply(images, 0, 50, Step);

        Assert.That(images.Aggregate(0ul, (bits, pixel) => (bits * 31) + BitConverter.SingleToUInt32Bits(pixel)), Is.EqualTo(3505708621866848233ul));
    }

    // 0.5 to 0.5 of an image with 4 columns is 2 columns to the right; the number is drawn whatever the range.
    [Test]
    public void A_move_is_a_share_of_the_images_size()
    {
        float[] image = Pixels(1);

        Chain(new RandomTranslation(new FactorRange(0, 0), new FactorRange(0.5, 0.5)) { FillMode = FillMode.Constant, FillValue = -1 })!.Apply(image, 0, 1, Step);

        Assert.That(image, Is.EqualTo(Enumerable.Range(0, 40).Select(i => i / 2 % 4 < 2 ? -1 : Pixels(1)[i - 4])));
    }

    [TestCase(DataFormat.ChannelsLast)]
    [TestCase(DataFormat.ChannelsFirst)]
    public void A_flip_at_both_axes_is_half_a_turn(DataFormat format)
    {
        float[] images = Pixels(20);
        int[] order = [.. Enumerable.Range(0, 40).Select(i => format == DataFormat.ChannelsLast ? 38 - i + (2 * (i % 2)) : ((i / 20) * 20) + 19 - (i % 20))];

        Chain(format == DataFormat.ChannelsLast ? Image : Shape.Of(2, 5, 4), new RandomFlip(FlipMode.HorizontalAndVertical) { DataFormat = format })!.Apply(images, 0, 20, Step);

        bool[] turned = [.. Enumerable.Range(0, 20).Select(sample => Step.Uniform(RandomStep.FirstOtherLayer, 2 * sample) <= 0.5)];
        Assert.That(images, Is.EqualTo(Enumerable.Range(0, 800).Select(i => turned[i / 40] ? Pixels(20)[(i / 40 * 40) + order[i % 40]] : Pixels(20)[i])));
        Assert.That(turned, Has.Some.True.And.Some.False);
    }

    [Test]
    public void A_normalization_before_is_computed_in_float32()
    {
        float[] image = Pixels(1);
        Layer[] layers = [new Normalization([-1]) { Mean = [10, 20], Variance = [4, 9] }, new RandomContrast(new FactorRange(0, 0)) { ValueRange = new(-1e9, 1e9) }];

        Chain(layers)!.Apply(image, 0, 1, Step);

        Assert.That(image, Is.EqualTo(Pixels(1).Select((pixel, i) => i % 2 == 0 ? (pixel - 10) / 2 : (pixel - 20) / 3)).Within(1e-5));
    }

    [Test]
    public void A_model_without_such_layers_has_none() => Assert.That(Chain(new Rescaling([2], [0]), new Flatten()), Is.Null);

    [Test]
    public void Anything_else_before_is_refused() => Refusal.Expect(
        () => Chain(new MaxPooling2D(1), new RandomFlip(FlipMode.Vertical)),
        "'random_flip' (RandomFlip) changes images in the middle of the model, behind 'max_pooling2d' (MaxPooling2D).");

    [Test]
    public void What_is_no_image_is_refused() => Refusal.Expect(
        () => Chain(Shape.Of(4), new RandomFlip(FlipMode.Vertical)), "'random_flip' (RandomFlip) got an input of shape (4,).");

    private static AugmentationChain? Chain(params Layer[] layers) => Chain(Image, layers);

    private static AugmentationChain? Chain(Shape input, params Layer[] layers) => AugmentationChain.Of(new Sequential(input, [.. layers]).Build(), []);

    private static float[] Pixels(int images) => [.. Enumerable.Range(0, images * 40).Select(i => (float)(SplitMix64.Bits(0, 1, (uint)i) % 256))];
}
