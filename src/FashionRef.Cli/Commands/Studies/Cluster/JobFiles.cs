namespace FashionRef.Cli.Commands.Studies.Cluster;

/// <summary>What a scheduler needs to make a study.</summary>
/// <param name="Files">The files, by their names in one folder.</param>
/// <param name="Start">How they are started, for a person: a sentence for the file that starts them, whose path replaces <c>{0}</c>.</param>
/// <param name="StartFile">The name of that file.</param>
internal sealed record JobFiles(IReadOnlyDictionary<string, string> Files, string Start, string StartFile);
