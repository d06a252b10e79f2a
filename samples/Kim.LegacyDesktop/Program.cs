using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Windows.Forms;
using Kim.LegacyDesktop.Beside;
using Kim.LegacyDesktop.Old;

namespace Kim.LegacyDesktop
{
    /// <summary>The old application. <c>--shadow</c> prints the shadow run without a window; <c>--store FOLDER</c> says where new events go.</summary>
    internal static class Program
    {
        [STAThread]
        private static void Main(string[] args)
        {
            var data = Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "Data");
            var table = OldTable.Load(data);
            if (args.Contains("--shadow"))
            {
                using (var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)))
                    ShadowRun.Print(table, data, output);
                return;
            }

            var store = Array.IndexOf(args, "--store");
            Application.EnableVisualStyles();
            using (var form = new MainForm(table, data, new EventFile(store < 0 ? data : args[store + 1])))
                Application.Run(form);
        }
    }
}
