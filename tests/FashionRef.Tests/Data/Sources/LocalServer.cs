using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FashionRef.Tests.Data.Sources;

/// <summary>A web server on this machine that misbehaves to order. One request per connection.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ServerRequest> _requests = new();
    private readonly Func<ServerRequest, int, ServerAnswer> _answer;
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _loop;

    /// <param name="answer">From a request and its number (0, 1, …) to the answer.</param>
    public LocalServer(Func<ServerRequest, int, ServerAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/data/");
        _loop = AcceptAsync();
    }

    public Uri Address { get; }

    public ServerRequest[] Requests => [.. _requests];

    /// <summary>A server that does everything right.</summary>
    public static LocalServer OfFiles() => new((request, _) => ServerAnswer.File(TestFiles.GzipOf(request.FileName), request));

    public async ValueTask DisposeAsync()
    {
        // The loop first: it must not ask a listener that has been stopped for one more client.
        await _stop.CancelAsync();
        await _loop;
        _listener.Stop();
        await Task.WhenAll(_conversations);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _conversations.Add(ConverseAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using NetworkStream stream = client.GetStream();
                ServerRequest request = await ReadRequestAsync(stream);
                int number = _requests.Count;
                _requests.Enqueue(request);
                ServerAnswer answer = _answer(request, number);
                await stream.WriteAsync(Head(answer), _stop.Token);
                foreach (byte[] piece in answer.Trickles ? answer.Body.Chunk(20) : [answer.Body])
                {
                    await stream.WriteAsync(piece, _stop.Token);
                    await Task.Delay(answer.Trickles ? 50 : 0, _stop.Token);
                }

                switch (answer.Ending)
                {
                    case ServerEnding.Reset:
                        client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                        break;
                    case ServerEnding.Stall:
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                        break;
                    default:
                        break;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    private async Task<ServerRequest> ReadRequestAsync(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        string first = await reader.ReadLineAsync(_stop.Token) ?? throw new IOException("The client said nothing.");
        long? start = null;
        string? version = null;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            string value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            if (line.StartsWith("Range:", StringComparison.OrdinalIgnoreCase))
            {
                start = long.Parse(value["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith("If-Range:", StringComparison.OrdinalIgnoreCase))
            {
                version = value;
            }
        }

        return new ServerRequest(first.Split(' ')[1].Split('/')[^1], start, version);
    }

    private static byte[] Head(ServerAnswer answer)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Test\r\nConnection: close\r\n");
        long length = answer.DeclaredLength ?? answer.Body.Length;
        if (length >= 0)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        foreach (string header in answer.Headers)
        {
            head.Append(header).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}
