using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>A comparison that starts when it is awaited; until then it takes settings.</summary>
/// <param name="settings">Where to start from; they are copied.</param>
/// <param name="compare">The comparison.</param>
public sealed class SettingsTask(VerifySettings? settings, Func<VerifySettings, Task> compare)
{
    private readonly VerifySettings _settings = new(settings);
    private Task? _task;

    /// <inheritdoc cref="VerifySettings.UseDirectory"/>
    public SettingsTask UseDirectory(string directory) => With(chosen => chosen.UseDirectory(directory));

    /// <inheritdoc cref="VerifySettings.UseMethodName"/>
    public SettingsTask UseMethodName(string name) => With(chosen => chosen.UseMethodName(name));

    /// <inheritdoc cref="VerifySettings.UseParameters"/>
    public SettingsTask UseParameters(params object?[] parameters) => With(chosen => chosen.UseParameters(parameters));

    /// <inheritdoc cref="VerifySettings.UseTextForParameters"/>
    public SettingsTask UseTextForParameters(string parametersText) => With(chosen => chosen.UseTextForParameters(parametersText));

    /// <inheritdoc cref="VerifySettings.DisableDiff"/>
    public SettingsTask DisableDiff() => With(chosen => chosen.DisableDiff());

    /// <summary>Starts the comparison, once.</summary>
    public Task ToTask() => _task ??= compare(_settings);

    /// <summary>Starts the comparison and awaits it.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    /// <summary>Starts the comparison, so that a test can return it.</summary>
    /// <param name="settingsTask">The comparison.</param>
    public static implicit operator Task(SettingsTask settingsTask)
    {
        ArgumentNullException.ThrowIfNull(settingsTask);
        return settingsTask.ToTask();
    }

    private SettingsTask With(Action<VerifySettings> set)
    {
        set(_settings);
        return this;
    }
}
