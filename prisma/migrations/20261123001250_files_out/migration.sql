-- A list that somebody takes as a file and that is too long to be made while they wait: the worker makes it, part by part.
-- Only who asked for it sees it: what stands in it is what their roles let them see.
CREATE TABLE list_file (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  list text NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  title text NOT NULL,
  file_name text NOT NULL,
  query jsonb NOT NULL,                           -- the address of the list: filters and sort in force
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  tell boolean NOT NULL,                          -- by e-mail when it is ready
  state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed', 'cancelled')),
  why text NOT NULL DEFAULT '' CHECK (why IN ('', 'left', 'not_allowed', 'gone', 'fault')), -- of a failure
  run uuid,                                       -- the making under way or done: parts of any other are nobody's
  beat_at timestamptz(3),                         -- when it was last heard of; a lease, by the database's clock
  tries integer NOT NULL DEFAULT 0,
  row_count integer NOT NULL DEFAULT 0,
  rows_expected integer,                          -- of about how many, where that can be told before
  size_bytes bigint NOT NULL DEFAULT 0,
  cut_off boolean NOT NULL DEFAULT false,         -- the list is longer than a file may be
  saw_prices boolean NOT NULL DEFAULT false,      -- what its maker could see then
  saw_pas boolean NOT NULL DEFAULT false,
  ended_at timestamptz(3),
  kept_until timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  CHECK (state <> 'making' OR (run IS NOT NULL AND beat_at IS NOT NULL)),
  CHECK ((state = 'failed') = (why <> '')),
  CHECK ((state IN ('ready', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
);
SELECT tenant_table('list_file');
CREATE INDEX list_file_asked_by ON list_file (trust_id, asked_by, id DESC);
CREATE INDEX list_file_kept_until ON list_file (kept_until);
CREATE INDEX list_file_under_way ON list_file (trust_id) WHERE state IN ('waiting', 'making');

CREATE TABLE list_file_part (
  trust_id uuid NOT NULL,
  file_id uuid NOT NULL,
  run uuid NOT NULL,
  part_no integer NOT NULL CHECK (part_no > 0),
  content bytea NOT NULL,
  PRIMARY KEY (trust_id, file_id, run, part_no),
  FOREIGN KEY (trust_id, file_id) REFERENCES list_file (trust_id, id)
);
SELECT tenant_table('list_file_part', 'SELECT, INSERT, DELETE');

-- The worker's round: trusts with a file whose time is over, or one that nobody works on.
CREATE FUNCTION trusts_with_files_to_tidy(at timestamptz, overdue timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.trust_id FROM list_file f WHERE f.kept_until < at
  UNION SELECT f.trust_id FROM list_file f WHERE f.state IN ('waiting', 'making') AND coalesce(f.beat_at, f.asked_at) < overdue
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_with_files_to_tidy(timestamptz, timestamptz) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON list_file TO tincture_search;
REVOKE ALL ON FUNCTION trusts_with_files_to_tidy(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_with_files_to_tidy(timestamptz, timestamptz) TO tincture_worker;
