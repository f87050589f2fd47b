using System.CommandLine;
using System.CommandLine.Help;

namespace FashionRef.Cli.Options;

/// <summary>The examples at the end of each command's help.</summary>
internal static class HelpExamples
{
    /// <summary>For each command, by its path, the words after the program's name. A test parses every one.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfCommands { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["describe"] = ["describe --model 2", "describe model.keras", "describe weights.h5 --json"],
        ["fetch"] = ["fetch", "fetch --data ~/Downloads/fashion-mnist"],
        ["train"] = ["train --model 1", "train --seed 7 --epochs 3", "train --engine exact", "train --model 2 --resume", "train --tensorboard artifacts/logs", "train --model models/lenet5.json --engine exact", "train --model model.keras --epochs 3 --save-best --patience 2", "train --quiet"],
        ["evaluate"] =
        [
            $"evaluate --weights artifacts/runs/model1-seed1-{InstalledEngines.Default}/model.safetensors",
            "evaluate --weights keras.safetensors --compare keras-probabilities.npy",
            "evaluate --model model.keras --pixels unit",
            "evaluate --model model.h5 --data images.npy labels.npy",
        ],
        ["predict"] = ["predict shirt.png", "predict --invert --json photos/*.jpg", "predict images.npy --model model.keras --labels names.txt"],
        ["convert"] =
        [
            "convert model.h5 model.keras",
            "convert weights.h5 model.keras --model model.json",
            $"convert artifacts/runs/model2-seed1-{InstalledEngines.Default}/model.safetensors model.onnx",
        ],
        ["diff"] = ["diff model.h5 model.keras"],
        ["parity"] = ["parity --trace trace.json"],
        ["probes"] = ["probes --model 1 --out pack", "probes --model 1 --answers answers.json --engine torch"],
        ["gate"] = ["gate --seeds auto", "gate --engine exact --baseline", "gate --run ../run.json --junit gate.xml", "gate --answers ../answers.json", "gate --model model.keras"],
        ["expect"] = ["expect --from baselines/keras-seeds-model1.json"],
        ["baseline"] = ["baseline --model 1 --seed 1", "baseline --engine exact"],
        ["rates"] = ["rates --model 1"],
        ["report"] =
        [
            "report",
            "report --model 1 --seed 7",
            $"report --run artifacts/runs/model1-seed1-{InstalledEngines.Default}/run.json",
            $"report --run artifacts/runs/model1-seed1-{InstalledEngines.Default}/run.json --compare artifacts/runs/model1-seed2-{InstalledEngines.Default}/run.json",
        ],
        ["bits"] = ["bits", "bits --model 2 --threads 7 --json", "bits --compare baselines/bits.json"],
        ["study plan"] = ["study plan studies/learning-rates.json"],
        ["study run"] = ["study run studies/learning-rates.json", "study run studies/learning-rates.json --shard 3/40"],
        ["study submit"] = ["study submit studies/learning-rates.json --to slurm --limit 20", "study submit studies/learning-rates.json --to shell --shares 8", "study submit studies/learning-rates.json --to github --output .github/workflows"],
        ["study report"] = ["study report artifacts/studies/learning-rates", "study report artifacts/studies/learning-rates --markdown docs/learning-rates.md", "study report artifacts/studies/learning-rates --page report.html --csv runs.csv"],
        ["study audit"] = ["study audit artifacts/studies/learning-rates", "study audit artifacts/studies/learning-rates --sample 5 --seed 7"],
        ["study status"] = ["study status artifacts/studies/learning-rates"],
        ["benchmark"] = ["benchmark", "benchmark --model 2 --threads 1 --rounds 20", "benchmark --json speed.json --markdown speed.md"],
    };

    /// <summary>Adds them to the help of every command.</summary>
    /// <param name="root">The program.</param>
    public static void AddTo(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }
}
