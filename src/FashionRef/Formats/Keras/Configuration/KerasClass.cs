using System.Text.Json;
using FashionRef.Files;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>An object of a configuration with its class: <c>{"class_name": …, "config": {…}}</c>, and since Keras 3 its module.</summary>
/// <param name="Name">The class' name, without the prefix that some versions put before it.</param>
/// <param name="Config">Its settings.</param>
/// <param name="Json">All of it.</param>
internal sealed record KerasClass(string Name, JsonElement Config, JsonElement Json)
{
    // Optimizers of Keras 2.11 and later are written as Custom>Adam, and layers of some versions as keras.layers>Dense.
    private const string CustomPrefix = "Custom>";

    private static readonly string[] OwnModules = ["keras", "tensorflow", "tf_keras", "keras_core", "tensorflow_core"];

    /// <summary>Whether a JSON value has the form of such an object.</summary>
    /// <param name="json">The value.</param>
    public static bool Is(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("class_name", out _);

    /// <summary>Reads an object; its class must be one of Keras'.</summary>
    /// <param name="json">The object.</param>
    /// <param name="what">What it is, for messages, for example <c>layer 3</c>.</param>
    /// <exception cref="ContentFaultException">It has no class, or one that is not Keras'.</exception>
    public static KerasClass Read(JsonElement json, string what)
    {
        ConfigObject entry = ConfigObject.Of(json, what);
        string name = entry.Text("class_name", "");
        string module = entry.Text("module", "");
        string registered = entry.Text("registered_name", "");
        if (name.Length == 0)
        {
            throw new ContentFaultException($"has {what} without 'class_name'");
        }

        bool isOwn = (module.Length == 0 || OwnModules.Any(own => module == own || module.StartsWith($"{own}.", StringComparison.Ordinal)))
            && (registered.Length == 0 || registered == name || registered == $"{CustomPrefix}{name}" || IsOwnRegistration(registered, name));
        if (!isOwn)
        {
            string full = module.Length > 0 ? $"{module}.{name}" : name;
            throw new ContentFaultException(
                $"has {what} of the class '{full}'{(registered.Length > 0 ? $", registered as '{registered}'" : "")}, which is not Keras': classes of others are never run");
        }

        string plain = name.StartsWith(CustomPrefix, StringComparison.Ordinal) ? name[CustomPrefix.Length..] : name;
        return new KerasClass(plain, entry.Find("config") ?? default, json);
    }

    // For example keras.layers>Dense.
    private static bool IsOwnRegistration(string registered, string name) => registered.Split('>') is [var package, var registeredName]
        && registeredName == name && OwnModules.Any(own => package.StartsWith($"{own}.", StringComparison.Ordinal));
}
