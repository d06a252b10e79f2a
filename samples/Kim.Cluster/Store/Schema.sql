-- What happened, append-only. The key is the concurrency tag: whoever writes version n of a case second writes nothing.
CREATE TABLE IF NOT EXISTS events (
    case_id text NOT NULL,
    version int NOT NULL,
    definition int NOT NULL,
    body json NOT NULL,
    PRIMARY KEY (case_id, version)
);

-- The first answer to every step id: the version that an accepted step made, or the refusals. It is the only answer that the step id ever gets.
CREATE TABLE IF NOT EXISTS answers (
    case_id text NOT NULL,
    step_id text NOT NULL,
    version int NOT NULL,
    phase text,
    refusals json,
    PRIMARY KEY (case_id, step_id)
);

-- Each case in one row, for lists and for what is due.
CREATE TABLE IF NOT EXISTS cases (
    case_id text PRIMARY KEY,
    municipality text NOT NULL,
    office text NOT NULL,
    phase text NOT NULL,
    version int NOT NULL,
    due_on date,
    due_kind text
);
CREATE INDEX IF NOT EXISTS cases_of_office ON cases (office, case_id);
CREATE INDEX IF NOT EXISTS cases_due ON cases (municipality, due_on);

-- A person has one open case of case management at a provider.
CREATE TABLE IF NOT EXISTS taken_on (
    provider text NOT NULL,
    person text NOT NULL,
    case_id text NOT NULL,
    PRIMARY KEY (provider, person)
);
CREATE INDEX IF NOT EXISTS taken_on_by_case ON taken_on (case_id);

-- What reports count, written with the events; a shard is a municipality.
CREATE TABLE IF NOT EXISTS facts (
    municipality text NOT NULL,
    case_id text NOT NULL,
    row_id text NOT NULL,
    person text NOT NULL,
    office text NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    closure_reason text,
    phase text,
    topics text NOT NULL,
    language text,
    birth_year int,
    sex text,
    country text,
    referred_by text,
    PRIMARY KEY (municipality, case_id, row_id)
);

-- What became due, noted once by a municipality's reminder; whoever tells people reads it here.
CREATE TABLE IF NOT EXISTS notices (
    municipality text NOT NULL,
    case_id text NOT NULL,
    due_on date NOT NULL,
    due_kind text NOT NULL,
    PRIMARY KEY (municipality, case_id, due_on, due_kind)
);
