using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using FashionRef.Data.Fetching;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace FashionRef.Data.Sources;

/// <summary>
/// Attempts to download a file, each continuing where the last one stopped. Every network failure is thrown as a
/// <see cref="DownloadException"/>; an <see cref="IOException"/> is the local disk's.
/// </summary>
internal sealed class HttpDownload(string sourceName, Uri baseAddress, HttpClient client, HttpPolicy policy)
{
    private const int BufferLength = 64 * 1024;
    private bool _hostHasAnswered;

    /// <summary>Makes one request and appends its bytes to the part file until that is complete.</summary>
    /// <returns>Whether the part was begun by an earlier attempt.</returns>
    /// <exception cref="DownloadException">The part is not complete; its severity says what to do.</exception>
    public async Task<bool> ContinueAsync(
        DatasetFile file, PartFile part, IFetchObserver observer, CancellationToken cancellationToken)
    {
        Uri address = new(baseAddress, file.GzipName);
        long offset = part.Resume(address, out string version);
        using HttpRequestMessage request = CreateRequest(address, offset, version);
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(policy.StallTimeout);
        try
        {
            using HttpResponseMessage response = await SendAsync(request, file, stall.Token).ConfigureAwait(false);
            _hostHasAnswered = true;
            if (offset > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // There is nothing beyond the part: it is complete, or not the server's file. Its hash decides.
                return true;
            }

            bool resumed = CheckStatus(response, offset, part, file);
            long? total = CheckLength(response, resumed, file);
            await using FileStream target = resumed ? part.Append() : part.Create(address, VersionOf(response));
            await CopyAsync(response, target, total, file, observer, stall).ConfigureAwait(false);
            CheckComplete(target.Position, total, file);
            return resumed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Stalled(file, part);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception, file);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, DatasetFile file, CancellationToken cancellationToken)
    {
        Uri? address = request.RequestUri;
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (request.RequestUri != address)
        {
            throw new DownloadException(
                DownloadSeverity.FileUnavailable, $"'{file.GzipName}' is redirected to '{request.RequestUri}', which cannot be reached ({LastCause(exception)})");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // The client throws these when a server redirects to an invalid address.
            throw new DownloadException(
                DownloadSeverity.FileUnavailable, $"'{file.GzipName}' is redirected to something that is not the address of a web server ({LastCause(exception)})");
        }
    }

    private static HttpRequestMessage CreateRequest(Uri address, long offset, string version)
    {
        HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("FashionRef", "1.0"));
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            if (RangeConditionHeaderValue.TryParse(version, out RangeConditionHeaderValue? condition))
            {
                request.Headers.IfRange = condition;
            }
        }

        return request;
    }

    // A weak ETag promises equal meaning, not equal bytes, so a range cannot rely on it.
    private static string VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.ToString()
        : response.Content.Headers.LastModified is { } modified ? modified.ToString("R")
        : string.Empty;

    private static bool CheckStatus(HttpResponseMessage response, long offset, PartFile part, DatasetFile file)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return false;
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == offset && offset > 0:
                return true;
            case HttpStatusCode.PartialContent:
                part.Delete();
                throw new DownloadException(
                    DownloadSeverity.Transient,
                    $"'{file.GzipName}' was requested from byte {offset:N0}, and the answer had "
                    + $"'{response.Content.Headers.ContentRange?.ToString() ?? "no Content-Range"}'");
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest when response.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues places):
                throw new DownloadException(
                    DownloadSeverity.FileUnavailable, $"'{file.GzipName}' is redirected to '{places}', which is not followed");
            default:
                bool mayPass = HttpClientResiliencePredicates.IsTransient(Outcome.FromResult(response));
                throw new DownloadException(
                    mayPass ? DownloadSeverity.Transient : DownloadSeverity.FileUnavailable,
                    $"'{file.GzipName}' is answered with {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        }
    }

    private static long? CheckLength(HttpResponseMessage response, bool resumed, DatasetFile file)
    {
        HttpContentHeaders headers = response.Content.Headers;
        long? total = resumed ? headers.ContentRange!.Length : headers.ContentLength;
        return total > file.LongestGzip ? throw TooLong(file, $"is announced with {total:N0} bytes") : total;
    }

    private async Task CopyAsync(
        HttpResponseMessage response,
        FileStream target,
        long? total,
        DatasetFile file,
        IFetchObserver observer,
        CancellationTokenSource stall)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            await using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            int sinceTimer = 0;
            observer.Downloading(new DownloadProgress(sourceName, file.GzipName, target.Position, total ?? file.GzipLength));
            while (await ReadAsync(body, buffer, file, target.Position, stall.Token).ConfigureAwait(false) is int read and > 0)
            {
                if (target.Position + read > file.LongestGzip)
                {
                    throw TooLong(file, "does not end");
                }

                await target.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
                observer.Downloading(new DownloadProgress(sourceName, file.GzipName, target.Position, total ?? file.GzipLength));
                sinceTimer += read;
                if (sinceTimer >= policy.StallBytes)
                {
                    stall.CancelAfter(policy.StallTimeout);
                    sinceTimer = 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> ReadAsync(
        Stream body, byte[] buffer, DatasetFile file, long position, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new DownloadException(
                DownloadSeverity.Transient,
                $"'{file.GzipName}' broke off after {position:N0} bytes ({LastCause(exception)})");
        }
    }

    // Without a declared length only the known length tells a complete file from a broken connection.
    private static void CheckComplete(long length, long? total, DatasetFile file)
    {
        long expected = total ?? file.GzipLength;
        if (length < expected)
        {
            throw new DownloadException(
                DownloadSeverity.Transient, $"'{file.GzipName}' broke off after {length:N0} of {expected:N0} bytes");
        }
    }

    private static DownloadException TooLong(DatasetFile file, string how) =>
        new(DownloadSeverity.FileUnavailable, $"'{file.GzipName}' {how}, and the real one has {file.GzipLength:N0}");

    private DownloadException Stalled(DatasetFile file, PartFile part) => _hostHasAnswered
        ? new(
            DownloadSeverity.Transient,
            $"'{file.GzipName}' stalled for {policy.StallTimeout.TotalSeconds:0.#} s at {part.Length:N0} bytes")
        : new(DownloadSeverity.HostDead, $"{baseAddress.Host} does not answer");

    private DownloadException Unreachable(HttpRequestException exception, DatasetFile file)
    {
        // A host that has never answered is not asked again. One that has may be restarting, or the network may have failed briefly.
        bool dead = !_hostHasAnswered && exception.HttpRequestError
            is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
        return dead
            ? new(DownloadSeverity.HostDead, $"{baseAddress.Host} cannot be reached ({LastCause(exception)})")
            : new(DownloadSeverity.Transient, $"'{file.GzipName}' cannot be downloaded ({LastCause(exception)})");
    }

    private static string LastCause(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
