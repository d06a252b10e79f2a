using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Kim.Web.Storage;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteKimContext --output-dir Storage/Migrations/Sqlite</c>.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteKimContext>
{
    public SqliteKimContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteKimContext>().UseSqlite().Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresKimContext --output-dir Storage/Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresKimContext>
{
    public PostgresKimContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresKimContext>().UseNpgsql(npgsql => npgsql.UseNodaTime()).Options);
}
