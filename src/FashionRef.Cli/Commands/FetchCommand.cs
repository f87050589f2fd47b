using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data.Fetching;
using Spectre.Console;

namespace FashionRef.Cli.Commands;

/// <summary><c>fetch</c>: makes sure that the four files of Fashion-MNIST are in the artifacts folder.</summary>
internal static class FetchCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        Option<string?> data = CommonOptions.Data();
        Option<string> artifacts = CommonOptions.Artifacts();
        Command command = new("fetch", "Fetch Fashion-MNIST and verify it.") { data, artifacts };
        command.SetAction(async (request, cancellationToken) =>
        {
            IAnsiConsole console = Terminal.Progress(request);
            FetchResult result = await DatasetAccess.FetchAsync(
                request.GetValue(data), request.GetRequiredValue(artifacts), console, cancellationToken).ConfigureAwait(false);
            DownloadProgressBar.WriteLine(
                console, $"Fashion-MNIST is in '{result.Folder}': {result.Served.Count} files, each with the known SHA-256.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
