using FashionRef.Data.Fetching;

namespace FashionRef.Data.Sources;

/// <summary>A place to get the files from.</summary>
internal interface IDatasetSource
{
    /// <summary>How messages call it.</summary>
    string Name { get; }

    /// <summary>Tries to put one file into the cache.</summary>
    /// <param name="file">The file that is wanted.</param>
    /// <param name="cache">Takes the file in.</param>
    /// <param name="observer">Called as bytes arrive.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>Whether it was served, else why not; a failure of the source is an answer, not an exception.</returns>
    /// <exception cref="FashionRefException">The cache cannot be written, so that no source can help (machine cannot).</exception>
    Task<SourceAnswer> ServeAsync(
        DatasetFile file, DatasetCache cache, IFetchObserver observer, CancellationToken cancellationToken);
}
