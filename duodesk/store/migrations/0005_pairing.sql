-- Schema 5: pairing: rules about a pair, matching meetings and what they decided, what people wish of each other, how
-- many duos a mentor takes, and how a proposal came to its stage. Frozen: later changes are later files.

ALTER TABLE proposal ADD COLUMN closed_code VARCHAR;
ALTER TABLE proposal ADD COLUMN moved_on VARCHAR;
ALTER TABLE proposal ADD COLUMN overruled VARCHAR;
ALTER TABLE proposal ADD COLUMN overruled_reason VARCHAR;
ALTER TABLE proposal ADD COLUMN matching_id BLOB;
CREATE INDEX proposal_matching_id ON proposal (matching_id);

ALTER TABLE enrolment ADD COLUMN capacity INTEGER;
ALTER TABLE enrolment ADD COLUMN informed_on VARCHAR;

CREATE TABLE person_trait (
    person_id BLOB,
    trait VARCHAR,
    stance VARCHAR,
    said_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX person_trait_person_id ON person_trait (person_id);

CREATE TABLE pair_rule (
    mentee_id BLOB,
    mentor_id BLOB,
    kind VARCHAR,
    reason VARCHAR,
    author_id BLOB,
    since VARCHAR,
    lifted_on VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX pair_rule_mentee_id ON pair_rule (mentee_id);
CREATE INDEX pair_rule_mentor_id ON pair_rule (mentor_id);

CREATE TABLE matching_meeting (
    office_id BLOB,
    held_on VARCHAR,
    finished_at VARCHAR,
    note TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE matching_present (
    matching_id BLOB,
    author_id BLOB,
    name VARCHAR,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX matching_present_matching_id ON matching_present (matching_id);

CREATE TABLE matching_decision (
    matching_id BLOB,
    mentee_id BLOB,
    decided VARCHAR,
    mentor_id BLOB,
    proposal_id BLOB,
    reason TEXT,
    id BLOB NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX matching_decision_matching_id ON matching_decision (matching_id);
CREATE INDEX matching_decision_mentee_id ON matching_decision (mentee_id);
CREATE INDEX matching_decision_mentor_id ON matching_decision (mentor_id);
CREATE INDEX matching_decision_proposal_id ON matching_decision (proposal_id);
