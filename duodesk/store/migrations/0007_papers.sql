-- Schema 7: the texts of papers with their versions and who approved them, how a paper reached somebody, what an office
-- tells volunteers, requests about data, and reports as they were made. Frozen: later changes are later files.

ALTER TABLE document ADD COLUMN text_id BLOB;
ALTER TABLE document ADD COLUMN handed_on VARCHAR;
ALTER TABLE document ADD COLUMN handed_by BLOB;
ALTER TABLE document ADD COLUMN medium VARCHAR;
CREATE INDEX document_text_id ON document (text_id);

ALTER TABLE office ADD COLUMN accident_phone VARCHAR;
ALTER TABLE office ADD COLUMN second_contact VARCHAR;
ALTER TABLE office ADD COLUMN other_cover VARCHAR;
ALTER TABLE office ADD COLUMN legal_form VARCHAR;
ALTER TABLE office ADD COLUMN enterprise_number VARCHAR;
ALTER TABLE office ADD COLUMN authorisation_number VARCHAR;

CREATE TABLE template_edition (
    kind VARCHAR,
    version INTEGER,
    made_on VARCHAR,
    author_id BLOB,
    remark VARCHAR,
    approved_by VARCHAR,
    approved_on VARCHAR,
    withdrawn_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE template_text (
    edition_id BLOB,
    language VARCHAR,
    text TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX template_text_edition_id ON template_text (edition_id);

CREATE TABLE data_request (
    wish VARCHAR,
    received_on VARCHAR,
    office_id BLOB,
    person_id BLOB,
    author_id BLOB,
    identity_seen_on VARCHAR,
    extended_on VARCHAR,
    answered_on VARCHAR,
    answer VARCHAR,
    reason VARCHAR,
    note TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX data_request_person_id ON data_request (person_id);

CREATE TABLE report_snapshot (
    made_at VARCHAR,
    first_day VARCHAR,
    last_day VARCHAR,
    as_of VARCHAR,
    office_id BLOB,
    about_office_id BLOB,
    author_id BLOB,
    remark VARCHAR,
    figures TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX report_snapshot_about_office_id ON report_snapshot (about_office_id);
