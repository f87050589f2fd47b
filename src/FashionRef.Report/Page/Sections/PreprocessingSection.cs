using FashionRef.Report.Page.Blocks;

namespace FashionRef.Report.Page.Sections;

/// <summary>The preprocessing of the images.</summary>
internal static class PreprocessingSection
{
    /// <summary>The same for every run of this program.</summary>
    public static PageSection Of() => new(
        "preprocessing",
        "Preprocessing",
        [
            new Paragraph(
                "Each image becomes an array of 28 × 28 × 1 and each label a vector with a one at its class and zeros elsewhere."),
            new Paragraph(
                "The models see raw pixels, 0 to 255. The notebook does divide by 255, but the arrays that it divides are copies: "
                + "it trains and predicts with the reshaped arrays from before, and only its pictures use the divided ones. "
                + "These runs do what the notebook's models did, not what its heading suggests."),
        ]);
}
