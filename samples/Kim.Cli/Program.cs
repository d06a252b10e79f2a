using Kim.Cli;

return KimCommand.Run(args, Terminal.OfProcess());
