using System.Globalization;
using System.Text;
using FashionRef.Cli.Documents;

namespace FashionRef.Cli.Commands.Predict;

/// <summary>A prediction as text.</summary>
internal static class PredictionText
{
    private const int BarLength = 20;

    /// <summary>The picture and its class, and every class with its probability, the most probable first.</summary>
    public static string Format(PredictionDocument prediction)
    {
        int nameLength = prediction.Probabilities.Keys.Max(name => name.Length);
        StringBuilder text = new($"{OutsideText.Line(prediction.File)}: {prediction.Class}\n");
        foreach ((string name, double probability) in prediction.Probabilities.OrderByDescending(share => share.Value))
        {
            string bar = new('━', (int)Math.Round(probability * BarLength));
            string line = string.Create(CultureInfo.InvariantCulture, $"  {name.PadRight(nameLength)}  {probability:F3}  {bar}");
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
