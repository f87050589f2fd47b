using System.Collections.Concurrent;
using FashionRef.Engines.Exact;
using FashionRef.Probes;

namespace FashionRef.Tests.Probes;

/// <summary>The packs of both models, made once into the repository's artifacts, where the gate keeps them too.</summary>
internal static class RealProbes
{
    private static readonly ConcurrentDictionary<int, Lazy<ProbePack>> Packs = new();

    public static ProbePack Pack(int model) => Packs.GetOrAdd(model, number => new Lazy<ProbePack>(() => Get(number))).Value;

    public static string FolderOf(int model) => Path.Combine(Repository.Artifacts, "probes", $"model{model}");

    /// <summary>What the repository expects.</summary>
    public static ProbeReference Reference(int model) => ProbeReferenceFile.Read(Path.Combine(Repository.Root, "baselines"), model);

    /// <summary>Makes a pack.</summary>
    public static ProbePack Make(string folder, int model) =>
        ProbePackFile.Make(folder, model, new ExactEngine(threads: 2), RealDataset.Load().Train, _ => { }, CancellationToken.None);

    private static ProbePack Get(int model) => ProbePackFile.ReadIfThere(FolderOf(model), model, Reference(model).Pack) ?? Make(FolderOf(model), model);
}
