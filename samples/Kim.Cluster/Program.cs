using System.CommandLine;
using Kim.Cluster.Commands;

return await new RootCommand("A whole state on several machines: one grain a case, PostgreSQL beneath, reports by municipality.")
{
    UpCommand.Create(),
    DriveCommand.Create(),
    ReportCommand.Create(),
    ArchiveCommand.Create(),
    SiloCommand.Create(),
    GatewayCommand.Create(),
}.Parse(args).InvokeAsync();
