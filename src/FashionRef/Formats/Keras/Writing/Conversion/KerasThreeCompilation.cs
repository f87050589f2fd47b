using System.Text.Json;
using System.Text.Json.Nodes;

namespace FashionRef.Formats.Keras.Writing.Conversion;

/// <summary>What a model was compiled with, as <c>config.json</c> has it in Keras 3.</summary>
internal static class KerasThreeCompilation
{
    private const string ClassName = "class_name";
    private const string Config = "config";
    private const string CustomPrefix = "Custom>";
    private const string LearningRate = "learning_rate";

    // The settings of all optimizers, in Keras 3's order and with its usual values.
    private const string CommonSettings = """
        {"name": null, "learning_rate": 0.001, "weight_decay": null, "clipnorm": null, "global_clipnorm": null, "clipvalue": null, "use_ema": false,
        "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null, "gradient_accumulation_steps": null}
        """;

    private static readonly Dictionary<string, string> OwnSettings = new(StringComparer.Ordinal)
    {
        ["SGD"] = """{"learning_rate": 0.01, "momentum": 0.0, "nesterov": false}""",
        ["RMSprop"] = """{"rho": 0.9, "momentum": 0.0, "epsilon": 1e-07, "centered": false}""",
        ["Adam"] = """{"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}""",
        ["AdamW"] = """{"weight_decay": 0.004, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}""",
        ["Nadam"] = """{"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07}""",
        ["Adamax"] = """{"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07}""",
        ["Adagrad"] = """{"initial_accumulator_value": 0.1, "epsilon": 1e-07}""",
        ["Adadelta"] = """{"rho": 0.95, "epsilon": 1e-07}""",
        ["Lion"] = """{"beta_1": 0.9, "beta_2": 0.99}""",
        ["Ftrl"] = """
            {"learning_rate_power": -0.5, "initial_accumulator_value": 0.1, "l1_regularization_strength": 0.0, "l2_regularization_strength": 0.0,
            "l2_shrinkage_regularization_strength": 0.0, "beta": 0.0}
            """,
    };

    /// <summary>Converts a compile_config or training_config.</summary>
    /// <param name="training">The object.</param>
    /// <param name="isKeras2">Whether Keras 2 wrote it.</param>
    /// <param name="leftOut">Receives what Keras 3 does not have.</param>
    public static JsonObject Of(JsonObject training, bool isKeras2, List<string> leftOut)
    {
        JsonObject compilation = [];
        if (Optimizer(training, isKeras2, leftOut) is { } optimizer)
        {
            compilation["optimizer"] = optimizer;
        }

        if (!isKeras2)
        {
            foreach ((string name, JsonNode? value) in training.Where(entry => entry.Key is not "optimizer" and not "optimizer_config"))
            {
                compilation[name] = WithModules(value, ModuleOf(name));
            }

            return compilation;
        }

        compilation["loss"] = Loss(training["loss"]);
        compilation["loss_weights"] = training["loss_weights"]?.DeepClone();
        compilation["metrics"] = Metrics(training["metrics"]);
        compilation["weighted_metrics"] = Metrics(training["weighted_metrics"]);
        compilation["run_eagerly"] = false;
        compilation["steps_per_execution"] = 1;
        compilation["jit_compile"] = false;
        return compilation;
    }

    /// <summary>An optimizer that a user names, with Keras' usual settings where none are given; null where Keras has none of that name.</summary>
    /// <param name="className">The class, in any case.</param>
    /// <param name="settings">Those that are given.</param>
    public static JsonObject? Optimizer(string className, JsonObject settings) =>
        Optimizer(new JsonObject { ["optimizer"] = new JsonObject { [ClassName] = className, [Config] = settings.DeepClone() } }, isKeras2: true, []);

    private static string ModuleOf(string name) => name == "loss" ? "keras.losses" : "keras.metrics";

    private static JsonNode? WithModules(JsonNode? node, string module) => node switch
    {
        JsonObject json when json.ContainsKey(ClassName) && !json.ContainsKey("module") => LayerDefaults.Object(module, json[ClassName]!.GetValue<string>(), SettingsOf(json)),
        JsonObject json when !json.ContainsKey(ClassName) => new JsonObject(json.Select(entry => KeyValuePair.Create(entry.Key, WithModules(entry.Value, module)))),
        JsonArray list => new JsonArray([.. list.Select(item => WithModules(item, module))]),
        _ => node?.DeepClone(),
    };

    private static JsonObject SettingsOf(JsonObject json) => json[Config] is JsonObject config ? (JsonObject)config.DeepClone() : [];

    private static JsonObject? Optimizer(JsonObject training, bool isKeras2, List<string> leftOut)
    {
        JsonNode? given = training["optimizer"] ?? training["optimizer_config"];
        string? name = (given is JsonObject whole ? whole[ClassName] : given)?.GetValue<string>();
        if (name is null)
        {
            return null;
        }

        string className = name.StartsWith(CustomPrefix, StringComparison.Ordinal) ? name[CustomPrefix.Length..] : name;
        JsonObject settings = given is JsonObject json ? SettingsOf(json) : [];
        if (!isKeras2)
        {
            return LayerDefaults.Object("keras.optimizers", className, settings);
        }

        // Names that are text alone are in lower case.
        string? known = OwnSettings.Keys.FirstOrDefault(own => own.Equals(className, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            leftOut.Add($"The optimizer '{className}': Keras 3 has none of that name.");
            return null;
        }

        return LayerDefaults.Object("keras.optimizers", known, OfKeras2(known, settings, leftOut));
    }

    private static JsonObject OfKeras2(string className, JsonObject given, List<string> leftOut)
    {
        if (given["decay"] is JsonValue decay && decay.GetValueKind() == JsonValueKind.Number && decay.GetValue<double>() != 0)
        {
            leftOut.Add($"The optimizer's decay of {decay.ToJsonString()}: Keras 3 has none. A schedule InverseTimeDecay with one step and that rate is the same.");
        }

        JsonObject settings = [];
        foreach ((string name, JsonNode? usual) in Parsed(CommonSettings).Concat(Parsed(OwnSettings[className])))
        {
            JsonNode? value = given[name] ?? (name == LearningRate ? given["lr"] : null);
            settings[name] = (name == LearningRate ? Schedule(value) : value?.DeepClone())
                ?? (name == "name" ? Models.KerasNames.ToSnakeCase(className) : usual?.DeepClone());
        }

        return settings;
    }

    private static JsonObject Parsed(string text) => (JsonObject)JsonNode.Parse(text)!;

    private static JsonNode? Schedule(JsonNode? rate) => rate is JsonObject json
        ? LayerDefaults.Object("keras.optimizers.schedules", json[ClassName]!.GetValue<string>(), SettingsOf(json))
        : rate?.DeepClone();

    // A loss of Keras 2 also tells its function, and a reduction "auto" that was the mean over the batch.
    private static JsonNode? Loss(JsonNode? loss)
    {
        if (loss is not JsonObject json || !json.ContainsKey(ClassName))
        {
            return loss is JsonArray and [var only] ? Loss(only) : loss?.DeepClone();
        }

        JsonObject settings = SettingsOf(json);
        settings.Remove("fn");
        if (settings["reduction"]?.ToString() == "auto")
        {
            settings["reduction"] = "sum_over_batch_size";
        }

        return LayerDefaults.Object("keras.losses", json[ClassName]!.GetValue<string>(), settings);
    }

    // A metric that was given by its name is wrapped; the name is what Keras 3 takes.
    private static JsonNode? Metrics(JsonNode? metrics) => metrics switch
    {
        JsonArray and [JsonArray only] => Metrics(only),
        JsonArray list => new JsonArray([.. list.Select(Metrics)]),
        JsonObject json when json[ClassName]?.ToString() == "MeanMetricWrapper" && json[Config] is JsonObject config =>
            config["name"]?.ToString() is "accuracy" or "acc" ? config["name"]!.DeepClone() : config["fn"]?.DeepClone() ?? config["name"]?.DeepClone(),
        _ => WithModules(metrics, "keras.metrics"),
    };
}
