using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Windows.Forms;
using Kim.LegacyDesktop.Beside;
using Kim.LegacyDesktop.Old;
using KimCaseManagement.Cases;

namespace Kim.LegacyDesktop
{
    /// <summary>The old application. <c>--shadow</c> prints the shadow run without a window; <c>--data FOLDER</c> says where its tables and the mapping lie, <c>--store FOLDER</c> where new events go.</summary>
    internal static class Program
    {
        [STAThread]
        private static int Main(string[] args)
        {
            var data = Option(args, "--data") ?? Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "Data");
            var table = OldTable.Load(data);
            if (args.Contains("--shadow"))
            {
                using (var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)))
                    return ShadowRun.Print(table, data, output) ? 0 : 1;
            }

            Application.EnableVisualStyles();
            using (var form = new MainForm(table, data, new EventFile(Option(args, "--store") ?? data, CaseLifecycle.Standard)))
                Application.Run(form);
            return 0;
        }

        private static string Option(string[] args, string name)
        {
            return args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();
        }
    }
}
