using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kim.Web.Storage;

/// <summary>Writes thousands of new rows: one prepared command a table, nothing tracked. The model of EF Core says which columns there are and how values are stored, so both databases get what they expect.</summary>
internal static class BulkInsert
{
    /// <summary>Inserts the rows within the current transaction; those of one table in their order, keys that the database makes left to it.</summary>
    internal static async Task InsertAsync(this KimContext database, IEnumerable<object> rows, CancellationToken cancel = default)
    {
        foreach (var table in rows.GroupBy(row => row.GetType()))
        {
            var entity = database.Model.FindEntityType(table.Key)!;
            var columns = entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).ToList();
            var mappings = columns.ConvertAll(column => column.GetRelationalTypeMapping());
            await using var command = CommandFor(database, entity, columns);
            for (var i = 0; i < columns.Count; i++)
                command.Parameters.Add(mappings[i].CreateParameter(command, "@p" + i, value: null, nullable: true));
            await command.PrepareAsync(cancel);
            foreach (var row in table)
            {
                for (var i = 0; i < columns.Count; i++)
                {
                    var value = columns[i].PropertyInfo!.GetValue(row);
                    command.Parameters[i].Value = (value is null || mappings[i].Converter is not { } converter ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
                }

                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    private static DbCommand CommandFor(KimContext database, IEntityType entity, List<IProperty> columns)
    {
        var sql = database.GetService<ISqlGenerationHelper>();
        var command = database.Database.GetDbConnection().CreateCommand();
        command.Transaction = database.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(entity.GetTableName()!)} ({string.Join(", ", columns.Select(column => sql.DelimitIdentifier(column.GetColumnName())))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        return command;
    }
}
