using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Probes;

/// <summary>
/// States of one run of engine <c>exact</c>, for other programs to take five steps from: <c>probes.json</c> beside the states' files. The
/// engine gives the same bits everywhere, so every machine makes the same pack.
/// </summary>
/// <param name="Format">The file's own format, <c>fashionref-probes-1</c>.</param>
/// <param name="Model">1 or 2.</param>
/// <param name="Pack">The SHA-256 that tells this pack from others (<see cref="HashOf"/>).</param>
/// <param name="Points">In the order of <see cref="ProbePlan.Steps"/>.</param>
public sealed record ProbePack(string Format, int Model, string Pack, IReadOnlyList<ProbePoint> Points)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-probes-1";

    /// <summary>Where the pack lies.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>
    /// The SHA-256 of a line for each point, ended by LF: the step, the state's SHA-256, and the batches' images, each batch separated by a
    /// semicolon and each image by a comma, with a space between the three.
    /// </summary>
    /// <param name="points">The pack's points.</param>
    public static string HashOf(IEnumerable<ProbePoint> points)
    {
        StringBuilder text = new();
        foreach (ProbePoint point in points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Step} {point.Sha256} {string.Join(';', point.Batches.Select(batch => string.Join(',', batch)))}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())));
    }

    /// <summary>The state of a point.</summary>
    /// <param name="point">One of <see cref="Points"/>.</param>
    /// <exception cref="FashionRefException">Its file is missing or was changed (bad request).</exception>
    public TrainerState StateOf(ProbePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        string path = Path.Combine(Folder, point.File);
        SafetensorsContent content = SafetensorsFile.Read(path);
        try
        {
            return content.Sha256() == point.Sha256
                ? TrainerState.FromArrays(NotebookModels.Get(Model).Build(), content.Arrays, point.Step)
                : throw new ContentFaultException("its content has another SHA-256 than 'probes.json' says");
        }
        catch (ContentFaultException fault)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' is not the pack's: {fault.Message}. Make the pack anew with 'probes'.", fault);
        }
    }
}

/// <summary>A state of the run, and what comes next.</summary>
/// <param name="Step">How many steps the state has behind it.</param>
/// <param name="File">
/// The state's file in the pack's folder: weights by Keras' paths, and Adam's moments of each trainable one, <c>adam/m/PATH</c> and
/// <c>adam/v/PATH</c>; all float32, in Keras' layouts.
/// </param>
/// <param name="Sha256">Of the state's content (<see cref="ProbePack"/>).</param>
/// <param name="Batches">The training images, from 0, of the next five batches, in order.</param>
public sealed record ProbePoint(int Step, string File, string Sha256, IReadOnlyList<IReadOnlyList<int>> Batches);
