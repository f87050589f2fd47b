using NUnit.Framework.Internal;

namespace VerifyTests;

/// <summary>Where a snapshot is kept, and where what differs from it is put.</summary>
/// <param name="Prefix">Folder and name without <c>.verified</c> and extension: one snapshot's alone.</param>
/// <param name="Extension">Without its dot.</param>
internal sealed record SnapshotFiles(string Prefix, string Extension)
{
    public string Verified => $"{Prefix}.verified.{Extension}";

    public string Received => $"{Prefix}.received.{Extension}";

    public static SnapshotFiles Of(Test test, VerifySettings settings, string extension, string sourceFile)
    {
        string folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? string.Empty));
        string name = $"{FixtureName(test.TypeInfo!.Type)}.{settings.MethodName ?? test.MethodName}{ParametersPart(test, settings)}";
        return new SnapshotFiles(Path.Combine(folder, name), extension);
    }

    /// <summary>A type's name with those that it is nested in, as snapshots are named by it.</summary>
    public static string FixtureName(Type type) =>
        type.DeclaringType is { } outer ? $"{FixtureName(outer)}.{type.Name}" : type.Name;

    private static string ParametersPart(Test test, VerifySettings settings)
    {
        if (settings.ParametersText is { } text)
        {
            return $"_{FileNameText.Clean(text)}";
        }

        IReadOnlyList<object?> values = settings.Parameters ?? test.Arguments;
        string[] names = [.. test.Method!.GetParameters().Select(parameter => parameter.ParameterInfo.Name!)];
        return values.Count <= names.Length
            ? string.Concat(values.Zip(names, (value, name) => $"_{name}={ParameterText.Of(value)}"))
            : throw new VerifyException($"UseParameters got {values.Count} values, and {test.FullName} has {names.Length} parameters.");
    }
}
