using System.Text;

using FashionRef.Harms.Ports;

namespace FashionRef.Snapshots.Deviations;

/// <summary>The table of deviations, as Markdown.</summary>
internal static class DeviationTable
{
    public static string Format(IEnumerable<(Deviation Deviation, Detection? Detection)> rows)
    {
        StringBuilder text = new("| the mistake | caught first by | margin |\n| --- | --- | --- |\n");
        foreach ((Deviation deviation, Detection? detection) in rows)
        {
            text.Append($"| {deviation.Name} | {detection?.Check ?? "NOTHING"} | {detection?.Margin} |\n");
        }

        return text.ToString();
    }
}
