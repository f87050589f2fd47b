using FashionRef.Data.Fetching;
using FashionRef.Files;

namespace FashionRef.Data.Sources;

/// <summary>A folder that holds the files, each plain or as .gz, under its name or the one with a dot.</summary>
internal sealed class FolderSource(string name, string folder) : IDatasetSource
{
    public string Name => name;

    public Task<SourceAnswer> ServeAsync(
        DatasetFile file, DatasetCache cache, IFetchObserver observer, CancellationToken cancellationToken) =>
        Task.FromResult(Serve(file, cache, cancellationToken));

    private SourceAnswer Serve(DatasetFile file, DatasetCache cache, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return SourceAnswer.Unusable(File.Exists(folder) ? $"'{folder}' is a file, not a folder" : $"there is no folder '{folder}'");
        }

        string[] names = [file.Name, file.GzipName, file.DottedName, file.DottedName + ".gz"];
        string[] present = [.. names.Where(name => Path.Exists(Path.Combine(folder, name)))];
        if (present.Length == 0)
        {
            return SourceAnswer.Lacks($"it holds neither '{file.Name}' nor '{file.GzipName}'");
        }

        List<string> faults = [];
        foreach (string candidate in present)
        {
            try
            {
                using Stream stream = InputFile.Open(Path.Combine(folder, candidate), file.LongestFile);
                cache.Store(file, stream, cancellationToken);
                return SourceAnswer.Served;
            }
            catch (ContentFaultException exception)
            {
                faults.Add($"'{candidate}' {exception.Message}");
            }
        }

        return SourceAnswer.Lacks(string.Join("; ", faults));
    }
}
