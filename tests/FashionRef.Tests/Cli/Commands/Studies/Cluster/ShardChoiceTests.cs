using FashionRef.Cli.Commands.Studies.Cluster;
using FashionRef.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

internal sealed class ShardChoiceTests
{
    private const string Index = "SLURM_ARRAY_TASK_ID";
    private const string Slurm = "SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=39 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=40";

    [TestCase(null, "", 0, 1, null)]
    [TestCase("3/40", "", 3, 40, "--shard")]
    [TestCase(null, $"{Index}=3 FASHIONREF_SHARDS=40", 3, 40, Index)]
    [TestCase(null, $"{Index}=3 FASHIONREF_SHARDS=40 FASHIONREF_SHARD_OFFSET=20", 23, 40, $"{Index} and FASHIONREF_SHARD_OFFSET")]
    [TestCase(null, "JOB_COMPLETION_INDEX=3 FASHIONREF_SHARDS=40", 3, 40, "JOB_COMPLETION_INDEX")]
    [TestCase(null, $"{Index}=3 {Slurm}", 3, 40, Index)]
    [TestCase("3/40", $"{Index}=3 FASHIONREF_SHARDS=40", 3, 40, "--shard")]
    [TestCase("0/2", $"{Index}=7 SLURM_ARRAY_TASK_MIN=7", 0, 2, "--shard")]
    public void A_share_is_named_by_the_option_or_by_the_array(string? option, string variables, int index, int count, string? origin)
    {
        (Shard share, string? from) = Choose(option, variables);

        Assert.That((share, from), Is.EqualTo((new Shard(index, count), origin)));
    }

    [TestCase("40/40", "", "--shard '40/40' is not a share such as 3/40")]
    [TestCase("-1/4", "", "--shard '-1/4' is not a share")]
    [TestCase("1", "", "--shard '1' is not a share")]
    [TestCase("", "", "--shard '' is not a share")]
    [TestCase("0/0", "", "--shard '0/0' is not a share")]
    [TestCase(null, $"{Index}=7", "SLURM_ARRAY_TASK_ID is 7, of an array from ? to ? by ? with ? tasks")]
    [TestCase(null, $"{Index}=7 SLURM_ARRAY_TASK_MIN=7 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=1", "of an array from 7 to 7 by 1 with 1 tasks")]
    [TestCase(null, $"{Index}=2 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=4 SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=3", "from 0 to 4 by 2 with 3 tasks")]
    [TestCase(null, $"{Index}=40 FASHIONREF_SHARDS=40", "SLURM_ARRAY_TASK_ID is 40, but FASHIONREF_SHARDS is 40: the share must be below it")]
    [TestCase(null, $"{Index}=x FASHIONREF_SHARDS=40", "SLURM_ARRAY_TASK_ID is 'x', but must be a whole number")]
    [TestCase(null, $"{Index}=3 FASHIONREF_SHARDS=", "FASHIONREF_SHARDS is '', but must be a whole number")]
    [TestCase(null, $"{Index}=3 FASHIONREF_SHARD_OFFSET=2 {Slurm}", "FASHIONREF_SHARD_OFFSET is set, but FASHIONREF_SHARDS is not")]
    [TestCase(null, "JOB_COMPLETION_INDEX=3", "JOB_COMPLETION_INDEX is set, but FASHIONREF_SHARDS is not")]
    [TestCase(null, $"{Index}=1 JOB_COMPLETION_INDEX=2 FASHIONREF_SHARDS=3", "SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX are both set")]
    [TestCase(null, "FASHIONREF_SHARDS=40", "FASHIONREF_SHARDS is set, but neither")]
    [TestCase("3/40", $"{Index}=4 FASHIONREF_SHARDS=40", "--shard says 3/40, but SLURM_ARRAY_TASK_ID says 4/40")]
    public void What_contradicts_itself_makes_nothing(string? option, string variables, string fault)
    {
        FashionRefException error = Assert.Throws<FashionRefException>(() => Choose(option, variables))!;

        Assert.That((error.Kind, error.Message), Is.EqualTo((FaultKind.BadRequest, error.Message)));
        Assert.That(error.Message, Does.Contain(fault));
    }

    private static (Shard Share, string? Origin) Choose(string? option, string variables)
    {
        Dictionary<string, string> set = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return ShardChoice.Of(option, name => set.GetValueOrDefault(name));
    }
}
