namespace VerifyTests;

/// <summary>How a snapshot is named, and whether a diff tool may show it.</summary>
public sealed class VerifySettings
{
    /// <summary>The settings of a snapshot that is named after its test.</summary>
    public VerifySettings()
    {
    }

    /// <summary>A copy.</summary>
    /// <param name="settings">Null gives the settings of a snapshot that is named after its test.</param>
    public VerifySettings(VerifySettings? settings)
    {
        Directory = settings?.Directory;
        MethodName = settings?.MethodName;
        Parameters = settings?.Parameters;
        ParametersText = settings?.ParametersText;
        IsDiffDisabled = settings?.IsDiffDisabled ?? false;
    }

    internal string? Directory { get; private set; }

    internal string? MethodName { get; private set; }

    internal IReadOnlyList<object?>? Parameters { get; private set; }

    internal string? ParametersText { get; private set; }

    internal bool IsDiffDisabled { get; private set; }

    /// <summary>Puts the snapshot into another folder.</summary>
    /// <param name="directory">Absolute, or relative to the folder of the calling file. It is made where it is missing.</param>
    public void UseDirectory(string directory) => Directory = directory;

    /// <summary>Puts another name in the place of the method's.</summary>
    /// <param name="name">A part of a file name.</param>
    public void UseMethodName(string name) => MethodName = name;

    /// <summary>Puts other values in the place of the test case's.</summary>
    /// <param name="parameters">For the method's parameters, in order; at most as many.</param>
    public void UseParameters(params object?[] parameters) => Parameters = parameters;

    /// <summary>Puts a text in the place of all <c>parameter=value</c>.</summary>
    /// <param name="parametersText">A part of a file name.</param>
    public void UseTextForParameters(string parametersText) => ParametersText = parametersText;

    /// <summary>Opens no diff tool.</summary>
    public void DisableDiff() => IsDiffDisabled = true;
}
