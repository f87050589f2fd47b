using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Cli.Workers;
using FashionRef.Files;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary><c>study submit</c>: writes the files with which a scheduler makes a study.</summary>
internal static class StudySubmitCommand
{
    private const string Slurm = "slurm";
    private const string Kubernetes = "kubernetes";
    private const string GitHub = "github";
    private const string Shell = "shell";

    private const int MostMemoryMiB = 1 << 20;
    private const int DefaultMemoryMiB = 2048;
    private const int MostMinutes = 60 * 24 * 365;
    private const int LeastMaxArraySize = 2;

    // Slurm's own bound of its setting.
    private const int MostMaxArraySize = 4_000_001;

    // A cluster's node may be slower than this machine and busy, and a limit that is met costs an epoch. The rest is for starting.
    private const double TimeFactor = 3;
    private const int MoreMinutes = 5;

    public static Command Create()
    {
        StudyOptions options = new();
        Option<string> to = ChoiceOption.Create("--to", "What makes the study.", [Slurm, Kubernetes, GitHub, Shell]);
        to.Required = true;
        Option<string?> output = CommonOptions.OptionalFolder("--output", "Where the files go; by default the folder jobs/ of the study's, with the scheduler's name.");
        Option<int?> shares = NumberOption.OptionalInteger("--shares", "Into how many parts the runs are shared; by default one for each run.", 1, StudyPlan.MostRuns);
        Option<int?> limit = NumberOption.OptionalInteger("--limit", "How many shares are made at once; by default as many as there is room for.", 1, StudyPlan.MostRuns);
        Option<int?> minutes = NumberOption.OptionalInteger("--minutes", "The time limit of a share; by default three times what it would take here. A share that meets it goes on afterwards.", 1, MostMinutes);
        Option<int> memory = NumberOption.Integer("--memory", "The memory of a share, in MiB.", DefaultMemoryMiB, 1, MostMemoryMiB);
        Option<string?> image = new("--image") { Description = "The image of the containers, which holds the program.", HelpName = "NAME" };
        Option<string> claim = new("--claim") { Description = "The claim of the volume for all output; it is made where it is missing.", HelpName = "NAME", DefaultValueFactory = _ => KubernetesFiles.Program };
        Option<int> maxArraySize = NumberOption.Integer("--max-array-size", "The cluster's MaxArraySize: scontrol show config tells it.", SlurmFiles.DefaultMaxArraySize, LeastMaxArraySize, MostMaxArraySize);
        Option<string[]> program = new("--program")
        {
            Description = "The words that start the program there, by default as it was started here; each is taken as it stands. One that begins with a hyphen needs --program= before it.",
            HelpName = "WORD",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<string> keep = StudyRunCommand.Keep();
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("submit", "Write the files with which a scheduler makes a study: each of its jobs makes a share, and the last one reports.")
        {
            options.File, to, output, shares, limit, minutes, memory, maxArraySize, image, claim, program, keep, data, artifacts,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            string target = parse.GetRequiredValue(to);
            RefuseIdle(
                parse, target, (minutes, [Slurm, GitHub]), (memory, [Slurm, Kubernetes]), (maxArraySize, [Slurm]), (image, [Kubernetes]), (claim, [Kubernetes]), (data, [Slurm, Shell]));
            string file = parse.GetRequiredValue(options.File);
            StudyPlan plan = options.Plan(parse);
            string[]? words = parse.GetValue(program) is { Length: > 0 } named ? named : null;
            if (words is [var first, ..] && string.IsNullOrWhiteSpace(first))
            {
                throw Wrong($"--program begins with an empty word, but the first must name a program.");
            }

            JobRequest request = new(
                plan,
                Path.GetFullPath(file),
                Path.GetFullPath(parse.GetRequiredValue(artifacts)),
                parse.GetValue(data) is { Length: > 0 } dataFolder ? Path.GetFullPath(dataFolder) : null,
                words ?? ProgramStart.Words(),
                parse.GetValue(shares) ?? (target == GitHub ? Math.Min(plan.Runs.Count, GitHubFiles.MostShares) : plan.Runs.Count),
                parse.GetValue(limit),
                parse.GetValue(memory),
                parse.GetValue(keep) is not null);
            if (request.Shares > plan.Runs.Count)
            {
                throw Wrong($"--shares is {request.Shares}, but there are only {plan.Runs.Count} runs: take at most that many.");
            }

            string folder = parse.GetValue(output) ?? Path.Combine(StudyFolder.Of(parse.GetRequiredValue(artifacts), plan.Study).Root, "jobs", target);
            if (target == Slurm && SlurmFiles.FolderFault(Path.GetFullPath(folder)) is { } fault)
            {
                throw new FashionRefException(FaultKind.BadRequest, fault);
            }

            JobFiles files = target switch
            {
                Slurm => SlurmFiles.Of(request, parse.GetValue(minutes) ?? Minutes(request, cancellationToken), parse.GetValue(maxArraySize)),
                Kubernetes => InContainers(request, words, parse.GetValue(image), parse.GetRequiredValue(claim)),
                GitHub => InRepository(request, words, parse.GetValue(minutes), cancellationToken),
                _ => ShellFiles.Of(request),
            };
            Write(request, files, folder);
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }

    private static void RefuseIdle(ParseResult parse, string target, params (Option Option, string[] Targets)[] owned)
    {
        if (owned.FirstOrDefault(one => parse.GetResult(one.Option) is { Implicit: false } && !one.Targets.Contains(target)) is { Option: { } idle } found)
        {
            throw Wrong($"{idle.Name} means nothing with --to {target}, only with {string.Join(" or ", found.Targets)}: leave it out.");
        }
    }

    private static JobFiles InContainers(JobRequest request, string[]? program, string? image, string claim)
    {
        if (string.IsNullOrWhiteSpace(image))
        {
            throw Wrong($"--to {Kubernetes} needs --image: the image of the containers, in which '{KubernetesFiles.Program}' or the words of --program start the program.");
        }

        if (!KubernetesFiles.IsName(claim) || !KubernetesFiles.IsImage(image))
        {
            throw Wrong($"--claim is '{claim}' and --image '{image}'. Legal are lower-case letters, digits, hyphens and dots for a claim, such as 'fashionref', and an image's name without spaces and quotes, such as 'registry/fashionref:1'.");
        }

        return (KubernetesFiles.DataFault(request.Plan) ?? KubernetesFiles.ModelFault(request.Plan)) is { } fault
            ? throw new FashionRefException(FaultKind.BadRequest, fault)
            : KubernetesFiles.Of(request with { File = KubernetesFiles.Study, Artifacts = KubernetesFiles.Artifacts, Data = null, Program = program ?? [KubernetesFiles.Program] }, image, claim);
    }

    private static JobFiles InRepository(JobRequest request, string[]? program, int? minutes, CancellationToken cancellationToken)
    {
        if (request.Shares > GitHubFiles.MostShares)
        {
            throw Wrong($"--shares is {request.Shares}, but a matrix of GitHub has at most {GitHubFiles.MostShares} jobs: take at most that many.");
        }

        if (minutes > GitHubFiles.MostMinutes)
        {
            throw Wrong($"--minutes is {minutes}, but GitHub stops a job after {GitHubFiles.MostMinutes}: take more --shares.");
        }

        string? root = Path.GetDirectoryName(request.File);
        while (root is not null && !Path.Exists(Path.Combine(root, ".git")))
        {
            root = Path.GetDirectoryName(root);
        }

        if (root is null)
        {
            throw Wrong($"'{request.File}' is in no git repository: the workflow checks one out, and takes the study from it.");
        }

        JobRequest there = request with { File = Path.GetRelativePath(root, request.File).Replace(Path.DirectorySeparatorChar, '/'), Data = null, Program = program ?? [] };
        return there.Program.Append(there.File).FirstOrDefault(text => text.Contains("${{", StringComparison.Ordinal)) is { } expression
            ? throw Wrong($"'{expression}' holds ${"{{"}, which GitHub would replace: name it otherwise.")
            : GitHubFiles.Of(there, minutes ?? Math.Min(GitHubFiles.MostMinutes, Minutes(request, cancellationToken)));
    }

    // The share that takes longest.
    private static int Minutes(JobRequest request, CancellationToken cancellationToken)
    {
        StudyForecast forecast = StudyForecast.Of(request.Plan, jobs: 1, cancellationToken);
        double seconds = request.Plan.Runs.GroupBy(run => run.Number % request.Shares).Max(share => share.Sum(run => forecast.RunSeconds[run.Experiment]));
        return (int)Math.Min(MostMinutes, Math.Ceiling(TimeFactor * seconds / 60) + MoreMinutes);
    }

    private static FashionRefException Wrong(FormattableString what) => new(FaultKind.BadRequest, Invariant(what));

    private static void Write(JobRequest request, JobFiles files, string folder)
    {
        Dictionary<string, string> paths = files.Files.Keys.ToDictionary(name => name, name => Path.Combine(folder, name));
        OutputFiles.Refuse([request.File], paths.Values.Select(path => ("--output", (string?)path)));
        foreach ((string name, string text) in files.Files)
        {
            AtomicFile.WriteText(paths[name], text);
            Terminal.Output.WriteLine($"Wrote '{OutsideText.Line(paths[name])}'.");
        }

        Terminal.Output.WriteLine(Invariant($"{request.Name}: {request.Plan.Runs.Count} runs in {request.Shares} {(request.Shares == 1 ? "share" : "shares")}."));
        Terminal.Output.WriteLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, files.Start, OutsideText.Line(ShellText.Word(paths[files.StartFile]))));
    }
}
