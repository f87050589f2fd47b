using FashionRef.Build;
using FashionRef.Build.Fonts;
using FashionRef.Training;

namespace FashionRef.Tests.Build.Fonts;

internal sealed class AvaloniaAssetsTests
{
    private const int MostBytes = 50_000;
    private static readonly byte[] Regular = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
    private static readonly byte[] Bold = [.. Enumerable.Range(0, MostBytes).Select(i => (byte)(i * 7))];
    private static readonly byte[] Library = TinyLibrary.With(TinyLibrary.Resource(("/Assets/Regular.ttf", Regular), ("/Assets/Bold.ttf", Bold)));

    private static IEnumerable<int> PowersOfTwo => Enumerable.Range(0, 31).Select(power => 1 << power).Where(length => length < MostBytes);

    [Test]
    public void Each_file_is_given_whole()
    {
        AvaloniaAssets assets = AvaloniaAssets.Read(Library);

        Assert.That(assets.Get("/Assets/Regular.ttf").ToArray(), Is.EqualTo(Regular));
        Assert.That(assets.Get("/Assets/Bold.ttf").ToArray(), Is.EqualTo(Bold));
    }

    [Test]
    public void A_file_that_is_not_there_is_told_with_those_that_are() => Expect(
        () => AvaloniaAssets.Read(Library).Get("/Assets/Italic.ttf"), "has no '/Assets/Italic.ttf', only /Assets/Bold.ttf, /Assets/Regular.ttf");

    [Test]
    public void An_empty_file_is_refused() => Expect(() => AvaloniaAssets.Read([]), "is not understood: ");

    [TestCaseSource(nameof(PowersOfTwo))]
    public void A_library_that_was_cut_off_is_refused(int length) => Expect(() => AvaloniaAssets.Read(Library[..length]), "The library of fonts ");

    [Test]
    public void A_library_without_the_resource_is_refused() =>
        Expect(() => AvaloniaAssets.Read(TinyLibrary.With([1, 2, 3, 4], "other")), "has no resource '!AvaloniaResources'");

    [TestCase(-1, 4, "places 'a' at bytes ")]
    [TestCase(0, 5, "places 'a' at bytes 22 to 27 of 26")]
    [TestCase(4, 1, "places 'a' at bytes 26 to 27 of 26")]
    [TestCase(0, -1, "places 'a' at bytes 22 to 21 of 26")]
    [TestCase(int.MaxValue, 4, "is not understood: ")]
    [TestCase(1, int.MaxValue, "is not understood: ")]
    public void A_place_outside_the_resource_is_refused(int offset, int length, string fault) =>
        Expect(() => Read(version: 2, [("a", offset, length)]), fault);

    [Test]
    public void Another_version_of_the_index_is_refused() => Expect(() => Read(version: 1, [("a", 0, 4)]), "has an index of version 1; version 2 is known here");

    [Test]
    public void A_path_that_stands_twice_is_refused() => Expect(() => Read(version: 2, [("a", 0, 4), ("a", 0, 4)]), "is not understood: ");

    [Test]
    public void Whatever_byte_is_wrong_the_library_is_read_or_refused_in_words()
    {
        RandomNumbers random = new(1, 0);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. Library];

            // Headers, metadata and the resource's index come first, and some room between them; then the files' own content.
            damaged[random.Below(1200)] = (byte)random.Below(256);

            refused += IsRefused(damaged) ? 1 : 0;
        }

        Assert.That(refused, Is.InRange(200, 4800));
    }

    private static AvaloniaAssets Read(int version, (string Path, int Offset, int Length)[] entries) =>
        AvaloniaAssets.Read(TinyLibrary.With(TinyLibrary.Resource(version, entries, [1, 2, 3, 4])));

    private static bool IsRefused(byte[] library)
    {
        try
        {
            _ = AvaloniaAssets.Read(library).Get("/Assets/Bold.ttf").ToArray();
            return false;
        }
        catch (BuildTaskException exception) when (exception.Code == ErrorCode.BrokenFontLibrary)
        {
            return true;
        }
    }

    private static void Expect(Action read, string fault)
    {
        BuildTaskException error = Assert.Throws<BuildTaskException>(() => read())!;

        Assert.That(error.Code, Is.EqualTo("FREF1006"));
        Assert.That(error.Message, Does.Contain(fault));
    }
}
