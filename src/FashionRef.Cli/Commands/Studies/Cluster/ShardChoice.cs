using System.Globalization;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>
/// Which share of a study a process makes: what <c>--shard</c> says, or what a cluster's job array says in its variables. A process of an
/// array that cannot tell its share makes nothing: else each of them would make all runs.
/// </summary>
internal static class ShardChoice
{
    /// <summary>How many shares there are: a job's file sets it beside the scheduler's own variables.</summary>
    public const string CountVariable = "FASHIONREF_SHARDS";

    /// <summary>What is added to the scheduler's index, where an array is longer than the scheduler allows.</summary>
    public const string OffsetVariable = "FASHIONREF_SHARD_OFFSET";

    private const string SlurmIndex = "SLURM_ARRAY_TASK_ID";
    private const string KubernetesIndex = "JOB_COMPLETION_INDEX";

    /// <summary>Chooses.</summary>
    /// <param name="option">The value of <c>--shard</c>, or null.</param>
    /// <param name="variable">An environment variable's value, or null where it is not set.</param>
    /// <returns>The share, and what it was taken from: null where nothing names one.</returns>
    /// <exception cref="FashionRefException">The option and the variables contradict each other or themselves (bad request).</exception>
    public static (Shard Shard, string? Origin) Of(string? option, Func<string, string?> variable)
    {
        Shard? named = option is null ? null : Parse(option);
        (Shard Shard, string Origin)? found = FromVariables(variable, isNeeded: named is null);
        if (named is not null && found is { } array && array.Shard != named)
        {
            throw Wrong($"--shard says {named}, but {array.Origin} says {array.Shard}: they must be the same share");
        }

        return named is not null ? (named, "--shard") : found is { } share ? (share.Shard, share.Origin) : (Shard.All, null);
    }

    private static Shard Parse(string text) =>
        text.Split('/') is [string index, string count] && Number(index) is { } i && Number(count) is { } n && n >= 1 && i < n
            ? new Shard(i, n)
            : throw Wrong($"--shard '{text}' is not a share such as 3/40: the first number from 0 to one below the second");

    private static (Shard Shard, string Origin)? FromVariables(Func<string, string?> variable, bool isNeeded)
    {
        string[] indices = [.. new[] { SlurmIndex, KubernetesIndex }.Where(name => variable(name) is not null)];
        if (indices.Length > 1)
        {
            throw Wrong($"{string.Join(" and ", indices)} are both set: a process is of one job array. Unset that of the other");
        }

        string? name = indices.FirstOrDefault();
        string? count = variable(CountVariable);
        string? offset = variable(OffsetVariable);
        if (name is null)
        {
            return count is null && offset is null
                ? null
                : throw Wrong($"{(count is null ? OffsetVariable : CountVariable)} is set, but neither {SlurmIndex} nor {KubernetesIndex}: it belongs to a process of a job array");
        }

        int index = Required(name, variable(name)!);
        if (count is not null)
        {
            int shares = Required(CountVariable, count);
            int place = index + (offset is null ? 0 : Required(OffsetVariable, offset));
            return place < shares
                ? (new Shard(place, shares), offset is null ? name : $"{name} and {OffsetVariable}")
                : throw Wrong(Invariant($"{name} is {index}{(offset is null ? "" : $" and {OffsetVariable} {offset}")}, but {CountVariable} is {shares}: the share must be below it"));
        }

        if (offset is not null)
        {
            throw Wrong($"{OffsetVariable} is set, but {CountVariable} is not: nothing says how many shares there are");
        }

        // With --shard the array may be numbered in any way.
        return !isNeeded ? null : name == SlurmIndex ? (Slurm(index, variable), name) : throw Wrong(
            $"{KubernetesIndex} is set, but {CountVariable} is not: nothing says how many shares there are. Set it to the job's completions, or name the share with --shard");
    }

    private static Shard Slurm(int index, Func<string, string?> variable)
    {
        (int? least, int? most, int? step, int? count) = (Slurm("MIN"), Slurm("MAX"), Slurm("STEP"), Slurm("COUNT"));
        return (least, step) == (0, 1) && count == most + 1 && index < count
            ? new Shard(index, count!.Value)
            : throw Wrong(Invariant($"{SlurmIndex} is {index}, of an array from {Shown(least)} to {Shown(most)} by {Shown(step)} with {Shown(count)} tasks. An array must go from 0 by 1, for example --array=0-39; for any other name the share with --shard"));

        int? Slurm(string part) => variable($"SLURM_ARRAY_TASK_{part}") is { } text ? Number(text) : null;

        static string Shown(int? number) => number is { } value ? value.ToString(CultureInfo.InvariantCulture) : "?";
    }

    private static int Required(string name, string text) =>
        Number(text) ?? throw Wrong($"{name} is '{text}', but must be a whole number from 0 to {StudyPlan.MostRuns}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= StudyPlan.MostRuns ? number : null;

    private static FashionRefException Wrong(string what) => new(FaultKind.BadRequest, $"{what}.");
}
