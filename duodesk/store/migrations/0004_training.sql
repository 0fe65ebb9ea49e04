-- Schema 4: the calendar: curricula and their units, series and events, trainers, seats, attendance, school holidays,
-- days on which somebody is away. Frozen: later changes are later files.

CREATE TABLE curriculum (
    name VARCHAR,
    version INTEGER,
    office_id BLOB,
    closed_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE unit (
    curriculum_id BLOB,
    position INTEGER,
    title VARCHAR,
    half_days INTEGER,
    contents TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX unit_curriculum_id ON unit (curriculum_id);

CREATE TABLE series (
    name VARCHAR,
    office_id BLOB,
    curriculum_id BLOB,
    language VARCHAR,
    capacity INTEGER,
    place VARCHAR,
    cancelled_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX series_curriculum_id ON series (curriculum_id);

CREATE TABLE event (
    office_id BLOB,
    kind VARCHAR,
    held_on VARCHAR,
    start INTEGER,
    minutes INTEGER,
    title VARCHAR,
    place VARCHAR,
    online BOOLEAN,
    language VARCHAR,
    capacity INTEGER,
    series_id BLOB,
    person_id BLOB,
    proposal_id BLOB,
    duo_id BLOB,
    led_by BLOB,
    cancelled_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX event_duo_id ON event (duo_id);
CREATE INDEX event_held_on ON event (held_on);
CREATE INDEX event_person_id ON event (person_id);
CREATE INDEX event_proposal_id ON event (proposal_id);
CREATE INDEX event_series_id ON event (series_id);

CREATE TABLE event_unit (
    event_id BLOB,
    unit_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX event_unit_event_id ON event_unit (event_id);
CREATE INDEX event_unit_unit_id ON event_unit (unit_id);

CREATE TABLE trainer (
    event_id BLOB,
    author_id BLOB,
    name VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX trainer_event_id ON trainer (event_id);

CREATE TABLE seat (
    person_id BLOB,
    series_id BLOB,
    event_id BLOB,
    state VARCHAR,
    since VARCHAR,
    invited_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX seat_event_id ON seat (event_id);
CREATE INDEX seat_person_id ON seat (person_id);
CREATE INDEX seat_series_id ON seat (series_id);

CREATE TABLE attendance (
    event_id BLOB,
    person_id BLOB,
    unit_id BLOB,
    presence VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX attendance_event_id ON attendance (event_id);
CREATE INDEX attendance_person_id ON attendance (person_id);
CREATE INDEX attendance_unit_id ON attendance (unit_id);

CREATE TABLE school_holiday (
    community VARCHAR,
    name VARCHAR,
    first_day VARCHAR,
    last_day VARCHAR,
    dropped BOOLEAN,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE away (
    first_day VARCHAR,
    last_day VARCHAR,
    person_id BLOB,
    author_id BLOB,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX away_person_id ON away (person_id);

-- A month of the calendar asks for them by day; without an index it reads every interview's notes.
CREATE INDEX interview_held_on ON interview (held_on);
CREATE INDEX proposal_meeting_on ON proposal (meeting_on);
