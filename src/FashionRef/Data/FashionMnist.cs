namespace FashionRef.Data;

/// <summary>Facts of Fashion-MNIST: its files, counts and classes.</summary>
public static class FashionMnist
{
    /// <summary>Images in the training set.</summary>
    public const int TrainCount = 60_000;

    /// <summary>Images in the test set.</summary>
    public const int TestCount = 10_000;

    /// <summary>Rows of an image.</summary>
    public const int Height = 28;

    /// <summary>Columns of an image.</summary>
    public const int Width = 28;

    /// <summary>The names of the classes; a label is an index into this list, in the range [0, 9], ends inclusive.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The four files of the release of 2017.</summary>
    public static DatasetFiles Files { get; } = new(
        TrainImages: new(
            "train-images-idx3-ubyte",
            IdxReader.ImagesMagic,
            47_040_016,
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            26_421_880,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        TrainLabels: new(
            "train-labels-idx1-ubyte",
            IdxReader.LabelsMagic,
            60_008,
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            29_515,
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        TestImages: new(
            "t10k-images-idx3-ubyte",
            IdxReader.ImagesMagic,
            7_840_016,
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            4_422_102,
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        TestLabels: new(
            "t10k-labels-idx1-ubyte",
            IdxReader.LabelsMagic,
            10_008,
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
            5_148,
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));
}
