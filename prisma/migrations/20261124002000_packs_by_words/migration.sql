-- Which pack a supplier's or portal's words mean: said by a person, kept for files of the same source, taken back by a person.
CREATE TABLE pack_by_words (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  source text NOT NULL CHECK (length(source) <= 80),                  -- as the layout of its files is called; '' = without a name
  words_sha256 text NOT NULL CHECK (words_sha256 ~ '^[0-9a-f]{64}$'), -- of the words as they are compared
  words text NOT NULL CHECK (words <> ''),                            -- as they stood in the file
  ampp_id text NOT NULL CHECK (ampp_id ~ '^[0-9]{6,18}$'),
  load_id uuid NOT NULL,                                              -- the file it was said at
  source_row integer NOT NULL,
  said_by uuid NOT NULL,
  said_at timestamptz(3) NOT NULL,
  undone_by uuid,
  undone_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, load_id) REFERENCES file_load (trust_id, id),
  CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
SELECT tenant_table('pack_by_words', 'SELECT, INSERT');
GRANT UPDATE (undone_by, undone_at) ON pack_by_words TO tincture_app, tincture_worker;
CREATE UNIQUE INDEX pack_by_words_one ON pack_by_words (trust_id, source, words_sha256) WHERE undone_at IS NULL;
CREATE INDEX pack_by_words_load ON pack_by_words (trust_id, load_id);
