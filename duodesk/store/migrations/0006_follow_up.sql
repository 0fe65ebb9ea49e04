-- Schema 6: duos under way: pauses, the plan of the follow-up, alerts put off, reminders, who looks after whose duos,
-- questionnaires, expenses, and how contacts went. Frozen: later changes are later files.

ALTER TABLE duo ADD COLUMN extended_days INTEGER;
ALTER TABLE duo ADD COLUMN template_id BLOB;
ALTER TABLE duo ADD COLUMN plan_written_on VARCHAR;
ALTER TABLE duo ADD COLUMN afterwards VARCHAR;
ALTER TABLE duo ADD COLUMN again BOOLEAN;
ALTER TABLE duo ADD COLUMN thanked_on VARCHAR;
CREATE INDEX duo_template_id ON duo (template_id);

ALTER TABLE enrolment ADD COLUMN permit_until VARCHAR;
ALTER TABLE enrolment ADD COLUMN c45b_filed_on VARCHAR;
ALTER TABLE enrolment ADD COLUMN c45b_answer VARCHAR;
ALTER TABLE enrolment ADD COLUMN c45b_until VARCHAR;

ALTER TABLE contact ADD COLUMN side VARCHAR;
ALTER TABLE contact ADD COLUMN minutes INTEGER;
ALTER TABLE contact ADD COLUMN mood INTEGER;

CREATE TABLE pause (
    duo_id BLOB,
    first_day VARCHAR,
    last_day VARCHAR,
    reason VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX pause_duo_id ON pause (duo_id);

CREATE TABLE follow_up_template (
    name VARCHAR,
    version INTEGER,
    office_id BLOB,
    closed_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE follow_up_step (
    template_id BLOB,
    kind VARCHAR,
    days INTEGER,
    party VARCHAR,
    title VARCHAR,
    months INTEGER,
    early INTEGER,
    late INTEGER,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX follow_up_step_template_id ON follow_up_step (template_id);

CREATE TABLE duo_step (
    duo_id BLOB,
    step_id BLOB,
    kind VARCHAR,
    party VARCHAR,
    due_on VARCHAR,
    adjusted BOOLEAN,
    done_on VARCHAR,
    skipped_on VARCHAR,
    skipped_reason VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX duo_step_duo_id ON duo_step (duo_id);
CREATE INDEX duo_step_step_id ON duo_step (step_id);

CREATE TABLE snooze (
    rule VARCHAR,
    until VARCHAR,
    reason VARCHAR,
    duo_id BLOB,
    person_id BLOB,
    author_id BLOB,
    since VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX snooze_duo_id ON snooze (duo_id);
CREATE INDEX snooze_person_id ON snooze (person_id);

CREATE TABLE reminder (
    due_on VARCHAR,
    text TEXT,
    office_id BLOB,
    author_id BLOB,
    person_id BLOB,
    duo_id BLOB,
    done_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX reminder_duo_id ON reminder (duo_id);
CREATE INDEX reminder_person_id ON reminder (person_id);

CREATE TABLE cover (
    author_id BLOB,
    covered_by BLOB,
    first_day VARCHAR,
    last_day VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE questionnaire (
    duo_id BLOB,
    person_id BLOB,
    kind VARCHAR,
    version INTEGER,
    language VARCHAR,
    due_on VARCHAR,
    answered_on VARCHAR,
    on_paper BOOLEAN,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX questionnaire_duo_id ON questionnaire (duo_id);
CREATE INDEX questionnaire_person_id ON questionnaire (person_id);

CREATE TABLE reply (
    questionnaire_id BLOB,
    person_id BLOB,
    question VARCHAR,
    score INTEGER,
    words TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX reply_person_id ON reply (person_id);
CREATE INDEX reply_questionnaire_id ON reply (questionnaire_id);

CREATE TABLE expense_cap (
    year INTEGER,
    per_day INTEGER,
    per_year INTEGER,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE expense (
    person_id BLOB,
    paid_on VARCHAR,
    cents INTEGER,
    lump_sum BOOLEAN,
    duo_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX expense_duo_id ON expense (duo_id);
CREATE INDEX expense_person_id ON expense (person_id);
