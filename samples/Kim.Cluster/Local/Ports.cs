using System.Net;
using System.Net.Sockets;

namespace Kim.Cluster.Local;

/// <summary>Ports of 127.0.0.1 that nobody uses.</summary>
internal static class Ports
{
    /// <summary>So many different free ports. Somebody else could take one before it is used; that is then an error at the start, not later.</summary>
    internal static int[] Free(int number)
    {
        var listeners = Enumerable.Range(0, number).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Stop();
        }
    }
}
