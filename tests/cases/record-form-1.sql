-- A record in its first form. Never changed: test_migrations opens it as an older record.
CREATE TABLE form (
	version INTEGER NOT NULL, 
	program VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (version)
);
CREATE TABLE report (
	id INTEGER NOT NULL, 
	provider VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (provider, "key")
);
CREATE TABLE refusal (
	id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	location TEXT NOT NULL, 
	line INTEGER, 
	reason TEXT NOT NULL, 
	allowed TEXT NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id)
);
CREATE INDEX refusal_location ON refusal (location);
CREATE TABLE question (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	proposition TEXT NOT NULL, 
	about JSON NOT NULL, 
	since DATE NOT NULL, 
	until DATE, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (name, version)
);
CREATE UNIQUE INDEX question_current ON question (name) WHERE superseded_at IS NULL;
CREATE TABLE standing (
	id INTEGER NOT NULL, 
	report_id INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(report_id) REFERENCES report (id)
);
CREATE UNIQUE INDEX standing_current ON standing (report_id) WHERE superseded_at IS NULL;
CREATE TABLE version (
	id INTEGER NOT NULL, 
	report_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	given VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	path TEXT NOT NULL, 
	location TEXT NOT NULL, 
	text TEXT NOT NULL, 
	title TEXT, 
	url TEXT, 
	outlet VARCHAR, 
	published DATE NOT NULL, 
	dateline DATE, 
	place VARCHAR, 
	language VARCHAR NOT NULL, 
	asides JSON NOT NULL, 
	was_read BOOLEAN NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(report_id) REFERENCES report (id)
);
CREATE INDEX version_given ON version (given);
CREATE INDEX version_report ON version (report_id);
CREATE INDEX version_location ON version (location, digest);
CREATE UNIQUE INDEX version_current ON version (report_id) WHERE superseded_at IS NULL;
CREATE TABLE run (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	program VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	world VARCHAR NOT NULL, 
	known BLOB NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(version_id) REFERENCES version (id)
);
CREATE UNIQUE INDEX run_current ON run (version_id) WHERE superseded_at IS NULL;
CREATE TABLE statement (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	source JSON NOT NULL, 
	cue JSON NOT NULL, 
	content JSON NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	directness VARCHAR NOT NULL, 
	continues VARCHAR, 
	confidence FLOAT NOT NULL, 
	speaker TEXT, 
	office TEXT, 
	sector VARCHAR, 
	actor VARCHAR, 
	actors JSON NOT NULL, 
	because JSON NOT NULL, 
	candidates JSON NOT NULL, 
	relayed_by JSON NOT NULL, 
	said_value VARCHAR, 
	said_earliest DATE, 
	said_latest DATE, 
	said_basis VARCHAR NOT NULL, 
	sourcing VARCHAR NOT NULL, 
	route VARCHAR NOT NULL, 
	speaks_for_actor BOOLEAN NOT NULL, 
	occasion JSON, 
	act VARCHAR, 
	modality VARCHAR NOT NULL, 
	grounds JSON NOT NULL, 
	condition JSON, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES run (id)
);
CREATE INDEX statement_run ON statement (run_id, name);
CREATE TABLE mention (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	actor VARCHAR NOT NULL, 
	because VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES run (id)
);
CREATE INDEX mention_run ON mention (run_id);
CREATE TABLE timex (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	earliest DATE, 
	latest DATE, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES run (id)
);
CREATE INDEX timex_run ON timex (run_id);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	modality VARCHAR NOT NULL, 
	when_value VARCHAR, 
	when_earliest DATE, 
	when_latest DATE, 
	when_basis VARCHAR NOT NULL, 
	actors JSON NOT NULL, 
	relayed_by JSON NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES run (id)
);
CREATE INDEX event_run ON event (run_id);
CREATE TABLE judgement (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	judge VARCHAR NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES run (id), 
	FOREIGN KEY(question_id) REFERENCES question (id)
);
CREATE UNIQUE INDEX judgement_current ON judgement (run_id, question_id) WHERE superseded_at IS NULL;
CREATE INDEX judgement_question ON judgement (question_id);
CREATE TABLE position (
	id INTEGER NOT NULL, 
	judgement_id INTEGER NOT NULL, 
	actor VARCHAR, 
	side VARCHAR, 
	unsure BOOLEAN NOT NULL, 
	explicit BOOLEAN NOT NULL, 
	modality VARCHAR NOT NULL, 
	act VARCHAR, 
	route VARCHAR NOT NULL, 
	asserted_by VARCHAR NOT NULL, 
	speaker TEXT, 
	office TEXT, 
	statement VARCHAR, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	grounds JSON NOT NULL, 
	condition JSON, 
	said_value VARCHAR, 
	said_earliest DATE, 
	said_latest DATE, 
	said_basis VARCHAR NOT NULL, 
	relayed_by JSON NOT NULL, 
	confidence FLOAT NOT NULL, 
	because JSON NOT NULL, 
	recorded_at VARCHAR NOT NULL, 
	superseded_at VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(judgement_id) REFERENCES judgement (id)
);
CREATE INDEX position_judgement ON position (judgement_id);
CREATE INDEX position_actor ON position (actor);
insert into form (version, program, recorded_at) values (1, '0.1.0', '2024-01-01T00:00:00.000000Z');
