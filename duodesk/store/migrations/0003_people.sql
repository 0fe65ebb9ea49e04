-- Schema 3: the way in (partners, information sessions, calls, decisions), two entries that are one person, what a fact
-- came from, what is shown to few, views and lists that are known again. Frozen: later changes are later files.

ALTER TABLE person ADD COLUMN merged_into_id BLOB;
ALTER TABLE person ADD COLUMN merged_on VARCHAR;
CREATE INDEX person_merged_into_id ON person (merged_into_id);

ALTER TABLE enrolment ADD COLUMN partner_id BLOB;
ALTER TABLE enrolment ADD COLUMN redirected_to_id BLOB;
ALTER TABLE enrolment ADD COLUMN eligible_basis VARCHAR;
ALTER TABLE enrolment ADD COLUMN eligible_on VARCHAR;
ALTER TABLE enrolment ADD COLUMN eligible_by BLOB;
ALTER TABLE enrolment ADD COLUMN decided_on VARCHAR;
ALTER TABLE enrolment ADD COLUMN decided_by BLOB;
ALTER TABLE enrolment ADD COLUMN decision_reason VARCHAR;
ALTER TABLE enrolment ADD COLUMN decision_text TEXT;
CREATE INDEX enrolment_partner_id ON enrolment (partner_id);
CREATE INDEX enrolment_redirected_to_id ON enrolment (redirected_to_id);

ALTER TABLE note ADD COLUMN restricted BOOLEAN;
ALTER TABLE interview ADD COLUMN restricted BOOLEAN;

CREATE TABLE partner (
    name VARCHAR,
    office_id BLOB,
    kind VARCHAR,
    refers BOOLEAN,
    receives BOOLEAN,
    contact_name VARCHAR,
    phone VARCHAR,
    email VARCHAR,
    website VARCHAR,
    street VARCHAR,
    postcode VARCHAR,
    municipality VARCHAR,
    offers TEXT,
    closed_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE info_session (
    office_id BLOB,
    held_on VARCHAR,
    role VARCHAR,
    start INTEGER,
    minutes INTEGER,
    place VARCHAR,
    online BOOLEAN,
    language VARCHAR,
    capacity INTEGER,
    led_by BLOB,
    cancelled_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE invited (
    session_id BLOB,
    person_id BLOB,
    presence VARCHAR,
    invited_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX invited_person_id ON invited (person_id);
CREATE INDEX invited_session_id ON invited (session_id);

CREATE TABLE contact (
    happened_at VARCHAR,
    channel VARCHAR,
    reached BOOLEAN,
    person_id BLOB,
    duo_id BLOB,
    about VARCHAR,
    text TEXT,
    author_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX contact_duo_id ON contact (duo_id);
CREATE INDEX contact_person_id ON contact (person_id);

CREATE TABLE saved_view (
    name VARCHAR,
    page VARCHAR,
    wanted TEXT,
    office_id BLOB,
    author_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE list_form (
    office_id BLOB,
    headings TEXT,
    meaning TEXT,
    kind VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE finding (
    interview_id BLOB,
    person_id BLOB,
    fact VARCHAR,
    words TEXT,
    author_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX finding_interview_id ON finding (interview_id);
CREATE INDEX finding_person_id ON finding (person_id);
