using System.Drawing;
using System.Linq;
using System.Windows.Forms;
using KimCaseManagement.Cases;

namespace Kim.LegacyDesktop
{
    /// <summary>A form made of the fields that a step needs: nobody draws one by hand, and a new field of the library is there the next day.</summary>
    internal sealed class StepDialog : Form
    {
        private StepDialog(StepField[] fields, CasePolicy policy)
        {
            StartPosition = FormStartPosition.Manual;
            Location = new Point(300, 200);
            ClientSize = new Size(420, 60 + (fields.Length * 32));
            for (var i = 0; i < fields.Length; i++)
            {
                Controls.Add(new Label { Text = fields[i].Name, Left = 10, Top = 14 + (i * 32), Width = 130 });
                var input = Input(fields[i], policy);
                input.Name = fields[i].Name;
                input.SetBounds(150, 10 + (i * 32), 250, 24);
                Controls.Add(input);
            }

            var ok = new Button { Name = "ok", Text = "OK", DialogResult = DialogResult.OK, Left = 320, Top = 18 + (fields.Length * 32), Width = 80 };
            Controls.Add(ok);
            AcceptButton = ok;
            Shown += (sender, e) => ScreenMap.Write(this);
        }

        /// <summary>Asks for what the step requires and the host doesn't know; null where nobody answers.</summary>
        internal static StepData Ask(IWin32Window owner, NextStep step, CasePolicy policy, StepData known)
        {
            var fields = step.Fields.Where(f => f.IsRequired && !known.Names.Contains(f.Name)).ToArray();
            if (fields.Length == 0)
                return known;
            using (var dialog = new StepDialog(fields, policy))
            {
                if (dialog.ShowDialog(owner) != DialogResult.OK)
                    return null;
                return fields.Aggregate(known, (data, field) => Read(data, field, dialog.Controls[field.Name]));
            }
        }

        private static Control Input(StepField field, CasePolicy policy)
        {
            if (field.Type == StepFieldType.Bool)
                return new CheckBox();
            var values = field.Values(policy);
            if (values.Count == 0)
                return new TextBox();
            var choice = new ComboBox { DropDownStyle = ComboBoxStyle.DropDownList };
            choice.Items.AddRange(values.ToArray<object>());
            choice.SelectedIndex = 0;
            return choice;
        }

        private static StepData Read(StepData data, StepField field, Control input)
        {
            var box = input as CheckBox;
            if (box != null)
                return data.With(field.Name, box.Checked);
            return field.Type == StepFieldType.Codes ? data.With(field.Name, new[] { input.Text }) : data.With(field.Name, input.Text);
        }
    }
}
