-- Schema 1. Frozen: later changes are later files.

-- Names of tables ("person") and of their columns ("person.email"), never re-used; unknown ones too.
CREATE TABLE name (n INTEGER PRIMARY KEY, txt TEXT NOT NULL UNIQUE) STRICT;

-- Every installed desk file that we know of.
CREATE TABLE replica (
    id BLOB PRIMARY KEY,
    office BLOB,
    label TEXT,
    block INTEGER,
    sign_pub BLOB,
    age_pub TEXT,
    state TEXT NOT NULL,
    continues BLOB,
    last_heard INTEGER
) STRICT, WITHOUT ROWID;

-- One action of one author. id = BLAKE2b-128 of header and changes; replica NULL = named, not yet received.
CREATE TABLE operation (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    replica BLOB,
    seq INTEGER,
    hlc INTEGER,
    wall INTEGER,
    author BLOB,
    label TEXT,
    words TEXT,
    words_com BLOB,
    schema INTEGER,
    prev BLOB,
    salt BLOB,
    undoes BLOB
) STRICT;
CREATE INDEX operation_replica ON operation (replica, seq);
CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;

-- One field of one row in one operation. kind: 0 value, 1 deleted, 2 withheld by its office, 3 erased.
-- parents: ids of the operations whose value it replaced, 16 bytes each; head: no change names it.
CREATE TABLE change (
    tbl INTEGER NOT NULL,
    row BLOB NOT NULL,
    fld INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    val ANY,
    parents BLOB,
    salt BLOB,
    com BLOB,
    head INTEGER NOT NULL,
    PRIMARY KEY (tbl, row, fld, operation)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_operation ON change (operation);

-- The end of each replica's chain; more than one: it was restored or copied.
CREATE TABLE tip (replica BLOB NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (replica, id))
STRICT, WITHOUT ROWID;

-- Rows erased for good; never emptied.
CREATE TABLE erased (row BLOB PRIMARY KEY, scope TEXT, operation BLOB) STRICT, WITHOUT ROWID;

-- Cells written in this transaction and not yet in the journal.
CREATE TABLE dirty (tbl INTEGER NOT NULL, row BLOB NOT NULL, fld INTEGER NOT NULL, PRIMARY KEY (tbl, row, fld))
STRICT, WITHOUT ROWID;

-- One row: whether capture sleeps while a file is applied, and the last logical time.
CREATE TABLE context (applying INTEGER NOT NULL, hlc INTEGER NOT NULL) STRICT;
INSERT INTO context (applying, hlc) VALUES (0, 0);

-- Full text over the folded words of `lookup`.
CREATE VIRTUAL TABLE search USING fts5(
    folded, content='lookup', content_rowid='n', prefix='2 3', tokenize='unicode61 remove_diacritics 0'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

CREATE TABLE author (
    name VARCHAR,
    office_id BLOB,
    duty VARCHAR,
    language VARCHAR,
    email VARCHAR,
    left_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE availability (
    person_id BLOB,
    weekday INTEGER,
    start INTEGER,
    "end" INTEGER,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX availability_person_id ON availability (person_id);

CREATE TABLE document (
    kind VARCHAR,
    number VARCHAR,
    language VARCHAR,
    office_id BLOB,
    duo_id BLOB,
    person_id BLOB,
    template_version INTEGER,
    printed_at VARCHAR,
    printed_by BLOB,
    sha256 VARCHAR,
    data TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX document_duo_id ON document (duo_id);
CREATE INDEX document_person_id ON document (person_id);

CREATE TABLE draft (
    subject BLOB NOT NULL,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    saved_at VARCHAR,
    PRIMARY KEY (subject)
);

CREATE TABLE duo (
    number VARCHAR,
    mentee_id BLOB,
    mentor_id BLOB,
    office_id BLOB,
    proposal_id BLOB,
    coordinator_id BLOB,
    stage VARCHAR,
    language VARCHAR,
    goal VARCHAR,
    formed_on VARCHAR,
    start_date VARCHAR,
    expected_end VARCHAR,
    ended_on VARCHAR,
    end_reason VARCHAR,
    unsigned_reason VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX duo_mentee_id ON duo (mentee_id);
CREATE INDEX duo_mentor_id ON duo (mentor_id);
CREATE INDEX duo_proposal_id ON duo (proposal_id);

CREATE TABLE enrolment (
    person_id BLOB,
    office_id BLOB,
    role VARCHAR,
    status VARCHAR,
    registered_on VARCHAR,
    accepted_on VARCHAR,
    source VARCHAR,
    goal VARCHAR,
    project_clarity VARCHAR,
    diploma_home VARCHAR,
    diploma_recognised VARCHAR,
    employment_status VARCHAR,
    generalist BOOLEAN,
    trained_on VARCHAR,
    free_from VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX enrolment_person_id ON enrolment (person_id);

CREATE TABLE fact (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE interview (
    person_id BLOB,
    office_id BLOB,
    role VARCHAR,
    held_on VARCHAR,
    notes TEXT,
    author_id BLOB,
    language VARCHAR,
    guide_version INTEGER,
    minutes INTEGER,
    finished_at VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX interview_person_id ON interview (person_id);

CREATE TABLE lookup (
    n INTEGER NOT NULL,
    "row" BLOB NOT NULL,
    tbl VARCHAR NOT NULL,
    sort_key BLOB,
    folded TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE ("row")
);

CREATE TABLE meeting (
    duo_id BLOB,
    held_on VARCHAR,
    state VARCHAR,
    minutes INTEGER,
    note TEXT,
    said_by VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX meeting_duo_id ON meeting (duo_id);

CREATE TABLE meeting_topic (
    meeting_id BLOB,
    topic VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX meeting_topic_meeting_id ON meeting_topic (meeting_id);

CREATE TABLE note (
    text TEXT,
    author_id BLOB,
    written_at VARCHAR,
    person_id BLOB,
    duo_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX note_duo_id ON note (duo_id);
CREATE INDEX note_person_id ON note (person_id);

CREATE TABLE office (
    code VARCHAR,
    name VARCHAR,
    languages VARCHAR,
    street VARCHAR,
    postcode VARCHAR,
    municipality VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    insurer VARCHAR,
    policy_number VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE outcome_event (
    person_id BLOB,
    kind VARCHAR,
    started_on VARCHAR,
    duo_id BLOB,
    ended_on VARCHAR,
    expected_end VARCHAR,
    weekly_hours INTEGER,
    field VARCHAR,
    employer VARCHAR,
    recognised_certificate BOOLEAN,
    evidence VARCHAR,
    recorded_on VARCHAR,
    recorded_by BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX outcome_event_duo_id ON outcome_event (duo_id);
CREATE INDEX outcome_event_person_id ON outcome_event (person_id);

CREATE TABLE person (
    number VARCHAR,
    office_id BLOB,
    given_name VARCHAR,
    family_name VARCHAR,
    known_as VARCHAR,
    form_of_address VARCHAR,
    birth_date VARCHAR,
    contact_language VARCHAR,
    email VARCHAR,
    phone VARCHAR,
    street VARCHAR,
    postcode VARCHAR,
    municipality VARCHAR,
    arrival VARCHAR,
    coordinator_id BLOB,
    style_pace INTEGER,
    style_structure INTEGER,
    style_talk INTEGER,
    style_feedback INTEGER,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE person_interest (
    person_id BLOB,
    interest VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX person_interest_person_id ON person_interest (person_id);

CREATE TABLE person_language (
    person_id BLOB,
    language VARCHAR,
    level VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX person_language_person_id ON person_language (person_id);

CREATE TABLE person_occupation (
    person_id BLOB,
    occupation VARCHAR,
    relation VARCHAR,
    rank INTEGER,
    years INTEGER,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX person_occupation_person_id ON person_occupation (person_id);

CREATE TABLE person_topic (
    person_id BLOB,
    topic VARCHAR,
    side VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX person_topic_person_id ON person_topic (person_id);

CREATE TABLE proposal (
    mentee_id BLOB,
    mentor_id BLOB,
    office_id BLOB,
    stage VARCHAR,
    proposed_on VARCHAR,
    proposed_by BLOB,
    reason VARCHAR,
    reasons TEXT,
    meeting_on VARCHAR,
    meeting_place VARCHAR,
    mentee_answer VARCHAR,
    mentee_answered_on VARCHAR,
    mentee_reason VARCHAR,
    mentor_answer VARCHAR,
    mentor_answered_on VARCHAR,
    mentor_reason VARCHAR,
    closed_on VARCHAR,
    closed_reason VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX proposal_mentee_id ON proposal (mentee_id);
CREATE INDEX proposal_mentor_id ON proposal (mentor_id);

CREATE TABLE setting (
    name VARCHAR,
    value VARCHAR,
    office_id BLOB,
    valid_from VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE signature (
    document_id BLOB,
    signatory VARCHAR,
    signed_on VARCHAR,
    person_id BLOB,
    author_id BLOB,
    place VARCHAR,
    filed_at VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX signature_document_id ON signature (document_id);
CREATE INDEX signature_person_id ON signature (person_id);

CREATE TABLE status_check (
    person_id BLOB,
    asked_on VARCHAR,
    situation VARCHAR,
    duo_id BLOB,
    source VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX status_check_duo_id ON status_check (duo_id);
CREATE INDEX status_check_person_id ON status_check (person_id);
