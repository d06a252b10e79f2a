using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kim.Cluster.Tests;

/// <summary>A line of the network that can be cut: passes bytes between a port of its own and another one.</summary>
internal sealed class TcpLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    private readonly int _target;
    private volatile bool _isCut;

    internal TcpLine(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing passes, and nobody is told so: bytes disappear, as behind a broken switch.</summary>
    internal void Cut() => _isCut = true;

    /// <summary>New connections pass again; those that lived through the cut are closed, as bytes of theirs are lost.</summary>
    internal void Heal()
    {
        Drop();
        _isCut = false;
    }

    /// <summary>Closes all connections, in the middle of whatever they say.</summary>
    internal void Drop()
    {
        foreach (var socket in _sockets.Keys)
            socket.Dispose();
    }

    public void Dispose()
    {
        _listener.Stop();
        Drop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task PassAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        _sockets[near] = 0;
        _sockets[far] = 0;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // One of both ends is gone; then the other one goes, too.
        }
        finally
        {
            _sockets.TryRemove(near, out _);
            _sockets.TryRemove(far, out _);
            near.Dispose();
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var length and > 0)
            {
                for (var sent = 0; sent < length && !_isCut;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
