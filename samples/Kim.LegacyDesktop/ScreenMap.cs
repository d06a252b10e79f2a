using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Windows.Forms;

namespace Kim.LegacyDesktop
{
    /// <summary>Says where every named control stands on the screen and what it shows, so that a test can click and read: one line each in the file that KIM_SCREEN_MAP names. Off without it.</summary>
    internal static class ScreenMap
    {
        private static readonly string Target = Environment.GetEnvironmentVariable("KIM_SCREEN_MAP");

        internal static void Write(Form form)
        {
            if (string.IsNullOrEmpty(Target) || !form.IsHandleCreated)
                return;
            form.BeginInvoke(new Action(() =>
            {
                var lines = new List<string>();
                Collect(form, lines);
                File.WriteAllLines(Target + ".new", lines);
                File.Delete(Target);
                File.Move(Target + ".new", Target);
            }));
        }

        private static void Collect(Control parent, List<string> lines)
        {
            foreach (Control control in parent.Controls)
            {
                if (!control.Visible)
                    continue;
                if (control.Name.Length > 0)
                    Add(lines, control.Name, control, control.Width / 2, control.Height / 2);
                var pages = control as TabControl;
                if (pages != null)
                {
                    for (var i = 0; i < pages.TabCount; i++)
                    {
                        var tab = pages.GetTabRect(i);
                        Add(lines, "tab-" + i.ToString(CultureInfo.InvariantCulture), pages, tab.X + (tab.Width / 2), tab.Y + (tab.Height / 2));
                    }
                }

                Collect(control, lines);
            }
        }

        private static void Add(List<string> lines, string name, Control control, int x, int y)
        {
            var point = control.PointToScreen(new System.Drawing.Point(x, y));
            lines.Add(string.Format(CultureInfo.InvariantCulture, "{0} {1} {2} {3}", name, point.X, point.Y, TextOf(control)));
        }

        private static string TextOf(Control control)
        {
            var list = control as ListBox;
            var text = list == null ? control.Text : string.Join(", ", list.Items.Cast<object>());
            return text.Replace("\r", "").Replace('\n', ' ');
        }
    }
}
