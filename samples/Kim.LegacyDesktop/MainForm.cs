using System;
using System.Collections.Generic;
using System.Drawing;
using System.IO;
using System.Linq;
using System.Windows.Forms;
using Kim.LegacyDesktop.Beside;
using Kim.LegacyDesktop.Old;
using KimCaseManagement.Cases;
using KimCaseManagement.Eligibility;
using KimCaseManagement.Reporting;
using KimCaseManagement.Texts;
using KimCaseManagement.Topics;
using KimCaseManagement.Vocabulary;
using NodaTime;

namespace Kim.LegacyDesktop
{
    /// <summary>The old window: a grid of clients, as it was. The pages on the right are new and ask the library.</summary>
    internal sealed class MainForm : Form
    {
        private static readonly LanguageTag German = LanguageTag.German;
        private static readonly ActorId Me = ActorId.From("sb1");

        private readonly OldTable _table;
        private readonly EventFile _events;
        private readonly CaseLifecycle _lifecycle = CaseLifecycle.Standard;
        private readonly TextCatalogue _texts = TextCatalogue.BuiltIn;
        private readonly Dictionary<string, CaseState> _states = new Dictionary<string, CaseState>();

        private readonly DataGridView _grid = new DataGridView { Name = "clients", Dock = DockStyle.Left, Width = 430, ReadOnly = true, AllowUserToAddRows = false, RowHeadersVisible = false, SelectionMode = DataGridViewSelectionMode.FullRowSelect, MultiSelect = false };
        private readonly TabControl _pages = new TabControl { Name = "pages", Dock = DockStyle.Fill };
        private readonly Label _phase = new Label { Name = "phase", Dock = DockStyle.Top, Height = 34, Font = new Font("DejaVu Sans", 12, FontStyle.Bold), Padding = new Padding(6) };
        private readonly FlowLayoutPanel _steps = new FlowLayoutPanel { Dock = DockStyle.Fill, AutoScroll = true, Padding = new Padding(4) };
        private readonly Label _hint = new Label { Name = "hint", Dock = DockStyle.Bottom, Height = 150, Padding = new Padding(6), BackColor = Color.LightYellow };
        private readonly ToolTip _tips = new ToolTip { AutoPopDelay = 20000 };
        private readonly ListBox _found = new ListBox { Name = "found", Dock = DockStyle.Fill };
        private readonly TextBox _decision = new TextBox { Name = "decision", Dock = DockStyle.Fill, Multiline = true, ReadOnly = true, ScrollBars = ScrollBars.Vertical, BackColor = Color.LightYellow };

        internal MainForm(OldTable table, string dataFolder, EventFile events)
        {
            _table = table;
            _events = events;
            Text = "Klientenverwaltung 2.7";
            ClientSize = new Size(1000, 640);
            foreach (var history in events.Load().GroupBy(e => e.Case.Value))
                _states[history.Key] = CaseState.Replay(history);

            _pages.TabPages.Add(CasePage());
            _pages.TabPages.Add(EligibilityPage());
            _pages.TabPages.Add(TopicPage());
            _pages.TabPages.Add(TextPage("report", "Bericht", ReportText, false));
            _pages.TabPages.Add(TextPage("shadow", "Schattenlauf", () => ShadowText(dataFolder), true));
            Controls.Add(_pages);
            Controls.Add(_grid);

            FillGrid();
            _grid.SelectionChanged += (sender, e) => ShowCase();
            Shown += (sender, e) => ShowCase();
        }

        private OldClient Selected
        {
            get { return _grid.SelectedRows.Count == 0 ? _table.Clients[0] : _table.Clients[_grid.SelectedRows[0].Index]; }
        }

        private CaseState State
        {
            get
            {
                CaseState state;
                return _states.TryGetValue(CaseOf(Selected).Value, out state) ? state : CaseState.NotOpened;
            }
        }

        private static CaseId CaseOf(OldClient client)
        {
            return CaseId.From("fall-" + client.Number);
        }

        private void FillGrid()
        {
            foreach (var column in new[] { "Nr", "Name", "Büro", "Status" })
                _grid.Columns.Add(column, column);
            foreach (var client in _table.Clients)
                _grid.Rows.Add(client.Number, client.Name, client.Office, client.Status);
        }

        private TabPage CasePage()
        {
            var page = new TabPage("Fall");
            page.Controls.Add(_steps);
            page.Controls.Add(_hint);
            page.Controls.Add(_phase);
            return page;
        }

        /// <summary>Next steps as buttons; what blocks one is its tooltip, and is said below where it is clicked.</summary>
        private void ShowCase()
        {
            var state = State;
            _phase.Text = Selected.Name + ": " + (state.Phase == CasePhase.Unspecified ? "noch kein Fall" : Words("phase." + state.Phase.Code()));
            _steps.Controls.Clear();
            foreach (var next in _lifecycle.NextSteps(state, Today()))
            {
                var step = next;
                var button = new Button { Name = step.Kind.Code(), Text = Words("step." + step.Kind.Code()), Width = 250, Height = 26, ForeColor = step.IsPermitted ? Color.Black : Color.Gray };
                var blockers = string.Join(Environment.NewLine, step.Blockers.Select(b => "• " + _texts.For(b.Reason, German)));
                _tips.SetToolTip(button, blockers);
                button.Click += (sender, e) => Choose(step, blockers);
                _steps.Controls.Add(button);
            }

            ScreenMap.Write(this);
        }

        private void Choose(NextStep next, string blockers)
        {
            if (!next.IsPermitted)
            {
                _hint.Text = Words("step." + next.Kind.Code()) + ":" + Environment.NewLine + blockers;
                ScreenMap.Write(this);
                return;
            }

            var data = StepDialog.Ask(this, next, _lifecycle.Policy, KnownData(next.Kind));
            if (data != null)
                Take(_lifecycle.Read(next.Kind.Code(), data));
        }

        private void Take(StepReading reading)
        {
            var problems = reading.Problems;
            if (reading.Step != null)
            {
                var decision = _lifecycle.Decide(State, CaseOf(Selected), reading.Step, SystemClock.Instance.GetCurrentInstant(), Me);
                problems = decision.Blockers;
                if (decision.IsAccepted && !Save(decision))
                    return;
            }

            _hint.Text = string.Join(Environment.NewLine, problems.Select(p => "• " + _texts.For(p.Reason, German)));
            ShowCase();
        }

        /// <summary>Stores a step. Where another window was faster, its step is shown instead, and the clerk looks again.</summary>
        private bool Save(CaseDecision decision)
        {
            var id = decision.State.Id;
            var isSaved = _events.TryAppend(State, decision);
            _states[id.Value] = isSaved ? decision.State : CaseState.Replay(_events.Load(id));
            if (isSaved)
                return true;
            _hint.Text = "Jemand anderes hat diesen Fall gerade bearbeitet. Bitte noch einmal ansehen.";
            ShowCase();
            return false;
        }

        /// <summary>What the old row knows already, so that nobody types it twice.</summary>
        private StepData KnownData(StepKind kind)
        {
            switch (kind)
            {
                case StepKind.RegisterInquiry:
                    return StepData.Empty.With("office", Selected.Office).With("person", "altbestand-" + Selected.Number);
                case StepKind.AssignCaseManager:
                    return StepData.Empty.With("case_manager", Me.Value);
                default:
                    return StepData.Empty;
            }
        }

        private TabPage EligibilityPage()
        {
            var page = new TabPage("Zugang prüfen");
            var questions = new FlowLayoutPanel { Dock = DockStyle.Top, Height = 340, FlowDirection = FlowDirection.TopDown, WrapContents = false, AutoScroll = true };
            var answers = new Dictionary<EligibilityFact, bool?>();
            foreach (var fact in EligibilityFactList.All.Where(f => f.Type() == EligibilityFactType.YesNo && !f.IsForSuggestionsOnly()))
            {
                answers[fact] = null;
                questions.Controls.Add(QuestionRow(fact, answers));
            }

            page.Controls.Add(_decision);
            page.Controls.Add(questions);
            DecideEligibility(answers);
            return page;
        }

        /// <summary>A question with three answers. No check box: one that nobody touched looks like a no.</summary>
        private Panel QuestionRow(EligibilityFact fact, Dictionary<EligibilityFact, bool?> answers)
        {
            var row = new Panel { Width = 545, Height = 40 };
            row.Controls.Add(new Label { Text = Words(fact.QuestionTextCode()), Left = 4, Top = 2, Width = 350, Height = 38 });
            var choices = new[] { Tuple.Create("yes", "ja", (bool?)true), Tuple.Create("no", "nein", (bool?)false), Tuple.Create("unknown", "offen", (bool?)null) };
            for (var i = 0; i < choices.Length; i++)
            {
                var choice = choices[i];
                var button = new RadioButton { Name = "fact-" + fact.Code() + "-" + choice.Item1, Text = choice.Item2, Left = 360 + (i * 60), Top = 2, Width = 58, Checked = choice.Item3 == null };
                button.Click += (sender, e) =>
                {
                    answers[fact] = choice.Item3;
                    DecideEligibility(answers);
                };
                row.Controls.Add(button);
            }

            return row;
        }

        /// <summary>A question that nobody answered is not known, which is not a no: it stays out of the facts.</summary>
        private void DecideEligibility(Dictionary<EligibilityFact, bool?> answers)
        {
            var facts = EligibilityFacts.None;
            foreach (var answer in answers.Where(a => a.Value.HasValue))
                facts = facts.With(answer.Key, answer.Value.Value);
            var rules = EligibilityProgramme.KimNrw.Latest;
            _decision.Text = new EligibilityExplainer(rules, German).Explain(rules.Decide(facts)).Replace("\n", Environment.NewLine);
            ScreenMap.Write(this);
        }

        private TabPage TopicPage()
        {
            var page = new TabPage("Thema");
            var words = new TextBox { Name = "words", Dock = DockStyle.Top };
            words.TextChanged += (sender, e) =>
            {
                _found.Items.Clear();
                foreach (var match in TopicTaxonomy.Core.Search(words.Text, 8))
                    _found.Items.Add(match.Topic.Code + "  " + match.Topic.Label(German));
                ScreenMap.Write(this);
            };
            page.Controls.Add(_found);
            page.Controls.Add(words);
            return page;
        }

        /// <summary>The year's figures of the cases that the library has.</summary>
        private string ReportText()
        {
            var register = new CaseRegisterBuilder();
            foreach (var facts in _states.Values.SelectMany(CaseProjection.FactsOf))
                register.Add(facts);
            var year = ReportingPeriod.Year(Today().Year);
            var report = Report.Count(register.Build(), new ReportRequest(year, new[] { Dimension.Office }));
            using (var output = new StringWriter())
            {
                report.ExportUnprotected(new ReportTexts(German)).WriteMarkdown(output);
                return output.ToString().Replace("\n", Environment.NewLine);
            }
        }

        private string ShadowText(string dataFolder)
        {
            using (var output = new StringWriter())
            {
                ShadowRun.Print(_table, dataFolder, output);
                return output.ToString();
            }
        }

        private TabPage TextPage(string name, string title, Func<string> text, bool wrap)
        {
            var page = new TabPage(title) { Name = name };
            var box = new TextBox { Name = name + "-text", Dock = DockStyle.Fill, Multiline = true, ReadOnly = true, ScrollBars = ScrollBars.Both, Font = new Font("DejaVu Sans Mono", 8), WordWrap = wrap };
            page.Controls.Add(box);
            _pages.SelectedIndexChanged += (sender, e) =>
            {
                if (_pages.SelectedTab == page)
                    box.Text = text();
                ScreenMap.Write(this);
            };
            return page;
        }

        private string Words(string code)
        {
            return _texts.For(code, German).Text;
        }

        private static LocalDate Today()
        {
            return CaseLifecycle.DayOf(SystemClock.Instance.GetCurrentInstant());
        }
    }
}
