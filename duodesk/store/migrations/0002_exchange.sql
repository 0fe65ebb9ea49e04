-- Schema 2: what laptops exchange. Frozen: later changes are later files.

-- The salt of the label's values, where the operation's own salt may not be known.
ALTER TABLE operation ADD COLUMN words_salt BLOB;

-- Replaced by changes that came before them: once these operations arrive, they are no heads.
CREATE TABLE awaited (
    operation BLOB NOT NULL, tbl INTEGER NOT NULL, row BLOB NOT NULL, fld INTEGER NOT NULL,
    PRIMARY KEY (operation, tbl, row, fld)
) STRICT, WITHOUT ROWID;

-- Cells with two versions; derived, made anew at will.
CREATE TABLE conflict (tbl INTEGER NOT NULL, row BLOB NOT NULL, fld INTEGER NOT NULL, PRIMARY KEY (tbl, row, fld))
STRICT, WITHOUT ROWID;

-- Values kept back by their office, and ends of chains by the operation before.
CREATE INDEX change_withheld ON change (operation) WHERE kind = 2;
CREATE INDEX operation_prev ON operation (prev);

-- The index may keep a word until its pages are joined, as the journal keeps it for good; whatever erases for good
-- writes the index anew. Taking each word out at once made every change six times as slow.
INSERT INTO search (search, rank) VALUES ('secure-delete', 0);

CREATE TABLE acknowledged (
    rule VARCHAR,
    seen_on VARCHAR,
    seen_by BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE transfer (
    person_id BLOB,
    from_office_id BLOB,
    to_office_id BLOB,
    state VARCHAR,
    duo_id BLOB,
    offered_on VARCHAR,
    offered_by BLOB,
    answered_on VARCHAR,
    answered_by BLOB,
    reason VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX transfer_duo_id ON transfer (duo_id);
CREATE INDEX transfer_from_office_id ON transfer (from_office_id);
CREATE INDEX transfer_person_id ON transfer (person_id);
CREATE INDEX transfer_to_office_id ON transfer (to_office_id);

CREATE TABLE identity (
    n INTEGER NOT NULL,
    sign_key BLOB NOT NULL,
    age_key VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    ended_at VARCHAR,
    PRIMARY KEY (n)
);

CREATE TABLE statement (
    id BLOB NOT NULL,
    body BLOB NOT NULL,
    signer BLOB NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE signed_head (
    operation BLOB NOT NULL,
    replica BLOB NOT NULL,
    seq INTEGER NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (operation)
);

CREATE TABLE peer (
    replica BLOB NOT NULL,
    tips BLOB,
    wants BLOB,
    heard_at VARCHAR,
    sent_at VARCHAR,
    PRIMARY KEY (replica)
);

CREATE TABLE file_log (
    n INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    replica BLOB,
    operations INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    summary TEXT NOT NULL,
    kept VARCHAR,
    PRIMARY KEY (n),
    UNIQUE (sha256)
);
CREATE INDEX file_log_result ON file_log (result, last);
CREATE INDEX file_log_replica ON file_log (replica, result, operations);

CREATE TABLE invitation (
    id BLOB NOT NULL,
    secret BLOB NOT NULL,
    office_id BLOB NOT NULL,
    block INTEGER NOT NULL,
    inviter BOOLEAN NOT NULL,
    made_at VARCHAR NOT NULL,
    used_at VARCHAR,
    PRIMARY KEY (id)
);

