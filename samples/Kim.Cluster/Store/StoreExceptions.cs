namespace Kim.Cluster.Store;

/// <summary>Nobody knows whether the store did what it was asked; the step id, sent again, brings the answer.</summary>
[GenerateSerializer]
internal sealed class StoreInDoubtException(string message) : Exception(message);

/// <summary>A case was decided under a newer lifecycle definition than this silo knows; a newer silo goes on with it.</summary>
[GenerateSerializer]
internal sealed class NewerDefinitionException(int definition) : Exception($"The case was decided under definition {definition}.");
