using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Kim.Cli.Csv;

/// <summary>A column that a table may have.</summary>
internal readonly record struct CsvColumn(string Name, bool IsRequired = false);

/// <summary>Reads a CSV file with a header row by row: UTF-8 and RFC 4180 taken strictly, <c>,</c> or <c>;</c> recognised from the header, columns in any order.</summary>
/// <remarks>
/// <para>Streams: memory doesn't grow with the rows. Fields are bytes of the read buffer, valid until the next row.</para>
/// <para>What is wrong goes into the <see cref="InputProblems"/>; a row of a wrong shape is noted there and passed over, empty lines are passed over.</para>
/// </remarks>
internal sealed class CsvTable : IDisposable
{
    private const int LongestHeader = 1 << 16;
    private const int LongestRow = 1 << 20;

    private readonly CsvReader _reader;
    private readonly InputProblems _problems;
    private readonly CsvColumn[] _columns;
    private readonly int[] _positions;
    private readonly StreamWithStart _content;
    private CsvMalformedRecord? _malformed;

    private CsvTable(string file, StreamWithStart content, char separator, bool isHeaderUtf8, InputProblems problems, CsvColumn[] columns)
    {
        File = file;
        _content = content;
        _problems = problems;
        _columns = columns;
        _reader = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = separator,
            Encoding = Encoding.UTF8,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = malformed => _malformed = malformed,
        });
        _positions = FindColumns(isHeaderUtf8);
    }

    /// <summary>The name of the file as the user gave it.</summary>
    internal string File { get; }

    /// <summary>The physical line on which the current row begins; the header is line 1.</summary>
    internal long Line => _reader.LineNumber;

    /// <summary>How many data rows were read, good or bad.</summary>
    internal long Rows { get; private set; }

    /// <summary>Columns of the file that nobody asked for, in their order.</summary>
    internal IReadOnlyList<string> UnknownColumns { get; private set; } = [];

    /// <summary>The value in a column of those given to <see cref="Open"/>; empty where the file doesn't have the column.</summary>
    internal ReadOnlySpan<byte> this[int column] => _positions[column] is var position and >= 0 ? _reader.GetSpan(position) : [];

    /// <summary>Opens a file and reads its header. A fault of the header is noted among the problems; then there are no rows.</summary>
    internal static CsvTable Open(string file, InputProblems problems, params CsvColumn[] columns) => Open(file, CsvPart.Whole, problems, columns);

    /// <summary>Opens a part of a file; the header is read for each part.</summary>
    internal static CsvTable Open(string file, CsvPart part, InputProblems problems, params CsvColumn[] columns)
    {
        if (file.Length == 0)
            throw new WrongInputException("The name of a file is empty; a path is expected.");
        var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            var start = ReadHeader(stream, out var separator, out var isUtf8);
            if (part.IsWhole)
                return new CsvTable(file, new StreamWithStart(start, stream), separator, isUtf8, problems, columns);
            var header = start[..(start.Span.IndexOf((byte)'\n') + 1)];
            stream.Position = Math.Max(part.Start, header.Length);
            return new CsvTable(file, new StreamWithStart(header, stream, part.End - stream.Position), separator, isUtf8, problems, columns);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>True where the file has the column.</summary>
    internal bool Has(int column) => _positions[column] >= 0;

    /// <summary>The value in a column as text.</summary>
    internal string Text(int column) => Encoding.UTF8.GetString(this[column]);

    /// <summary>Goes to the next row of a right shape; false at the end, or where reading on serves nothing.</summary>
    internal bool Read()
    {
        if (_positions.Length == 0)
            return false;
        while (!_problems.IsFull)
        {
            _malformed = null;
            try
            {
                if (!_reader.Read())
                {
                    if (_content.HasQuotes)
                        _problems.AddFatal(File, Line, "row", "has quotes, within which a line may end", "such a file is not read in parts");
                    return false;
                }
            }
            catch (CsvFormatException failure)
            {
                _problems.AddRow(File, failure.LineNumber, "row", $"is longer than {LongestRow} bytes", "is a quote missing that ends a field?");
                return false;
            }

            Rows++;
            if (HasRightShape())
                return true;
        }

        return false;
    }

    /// <summary>Notes a problem of the current row.</summary>
    internal void Wrong(int column, string what, string right) => _problems.AddRow(File, Line, _columns[column].Name, what, right);

    /// <summary>Notes that a value of the current row is not what it has to be.</summary>
    internal void WrongValue(int column, string what, string right) => Wrong(column, $"{InputProblems.Show(this[column])} {what}", right);

    public void Dispose() => _reader.Dispose();

    private bool HasRightShape()
    {
        if (_malformed is { } malformed)
        {
            var (what, right) = malformed.Reason switch
            {
                CsvMalformedReason.UnterminatedQuote => ("a quoted field doesn't end before the end of the file", "a quote (\") is missing that closes it"),
                CsvMalformedReason.TextAfterClosingQuote => ("text follows a closing quote", "the next separator or the line's end has to follow it, and quotes inside a field are doubled (\"\")"),
                _ => ("a quote stands inside a field that doesn't begin with one", "such a field is put into quotes, and quotes inside it are doubled (\"\")"),
            };
            _problems.AddRow(File, Line, "row", what, right);
            return false;
        }

        if (_reader.FieldCount != _reader.Headers.Count)
        {
            _problems.AddRow(File, Line, "row", $"has {_reader.FieldCount} fields", $"the header has {_reader.Headers.Count}");
            return false;
        }

        if (Utf8.IsValid(_reader.RawRecord))
            return true;
        for (var i = 0; i < _reader.FieldCount; i++)
        {
            if (!Utf8.IsValid(_reader.GetSpan(i)))
                _problems.AddRow(File, Line, _reader.Headers[i], $"{InputProblems.Show(_reader.GetSpan(i))} is not valid UTF-8", "the file has to be saved as UTF-8");
        }

        return false;
    }

    private int[] FindColumns(bool isHeaderUtf8)
    {
        string[] headers;
        try
        {
            headers = [.. _reader.Headers];
        }
        catch (CsvFormatException)
        {
            headers = [];
        }

        var known = _columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        UnknownColumns = [.. headers.Where(h => !known.Contains(h)).Distinct(StringComparer.Ordinal)];
        var faulty = _malformed is not null || !isHeaderUtf8;
        if (!isHeaderUtf8)
            _problems.AddFatal(File, 1, "header", "it is not valid UTF-8", "the file has to be saved as UTF-8");
        if (_malformed is not null)
            _problems.AddFatal(File, 1, "header", "its quotes are wrong", "a field with quotes is put into quotes, and quotes inside it are doubled (\"\")");
        foreach (var doubled in headers.Where(known.Contains).GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            _problems.AddFatal(File, 1, doubled.Key, $"the column is there {doubled.Count()} times", "once is right");
            faulty = true;
        }

        foreach (var missing in _columns.Where(c => c.IsRequired && !headers.Contains(c.Name, StringComparer.Ordinal)))
        {
            _problems.AddFatal(File, 1, missing.Name, "the column is missing", $"the header has to name {string.Join(", ", _columns.Where(c => c.IsRequired).Select(c => c.Name))}");
            faulty = true;
        }

        return faulty ? [] : [.. _columns.Select(c => Array.IndexOf(headers, c.Name))];
    }

    /// <summary>Reads on until the header has ended, and sees from it which separator the file uses.</summary>
    private static ReadOnlyMemory<byte> ReadHeader(FileStream stream, out char separator, out bool isUtf8)
    {
        var buffer = new byte[LongestHeader];
        var filled = 0;
        var inQuotes = false;
        var (commas, semicolons, end) = (0, 0, -1);
        for (var position = 0; end < 0 && filled < buffer.Length;)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                break;
            filled += read;
            for (; position < filled && end < 0; position++)
            {
                switch (buffer[position])
                {
                    case (byte)'"':
                        inQuotes = !inQuotes;
                        break;
                    case (byte)',' when !inQuotes:
                        commas++;
                        break;
                    case (byte)';' when !inQuotes:
                        semicolons++;
                        break;
                    case (byte)'\n' or (byte)'\r' when !inQuotes:
                        end = position;
                        break;
                }
            }
        }

        isUtf8 = Utf8.IsValid(buffer.AsSpan(0, end < 0 && filled < buffer.Length ? filled : Math.Max(end, 0)));
        separator = semicolons > commas ? ';' : ',';
        return buffer.AsMemory(0, filled);
    }

    /// <summary>The bytes that were read already, then the rest: a pipe can't be rewound.</summary>
    /// <remarks>A stream that is only read, from its begin to its end; the members of <see cref="Stream"/> beyond that are refused as its contract asks.</remarks>
    private sealed class StreamWithStart(ReadOnlyMemory<byte> start, Stream rest, long length = long.MaxValue) : Stream
    {
        private readonly bool _isPart = length != long.MaxValue;
        private ReadOnlyMemory<byte> _start = start;
        private long _left = length;

        /// <summary>Has a quote been read? Looked for in a part only.</summary>
        internal bool HasQuotes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            if (_start.IsEmpty)
            {
                var read = rest.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
                _left -= read;
                HasQuotes |= _isPart && buffer[..read].Contains((byte)'"');
                return read;
            }

            var count = Math.Min(buffer.Length, _start.Length);
            _start.Span[..count].CopyTo(buffer);
            _start = _start[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
