using System.Net;

namespace Kim.Cluster.Silo;

/// <summary>Where a silo stands and where its stores are.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Redis">Host and port of the server that speaks the Redis protocol; it knows which silos live.</param>
/// <param name="Postgres">Connection string of the store of cases.</param>
/// <param name="Address">The address at which the other silos find this one.</param>
/// <param name="SiloPort">The port at which the other silos find this one.</param>
/// <param name="GatewayPort">The port for gateways.</param>
/// <param name="ListenPort">The port on which it really listens for silos, where something stands in between; otherwise the same.</param>
internal sealed record SiloSettings(string Cluster, string Redis, string Postgres, IPAddress Address, int SiloPort, int GatewayPort, int ListenPort);
