-- What was done, by whom, when: append-only, each row carrying an HMAC over its text and the row before it in its document's chain.
CREATE TABLE audit_event (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  chain_id uuid NOT NULL,                         -- the document it belongs to
  seq integer NOT NULL CHECK (seq > 0),
  id uuid NOT NULL,
  document text NOT NULL,                         -- kind of document
  verb text NOT NULL,
  at timestamptz(3) NOT NULL,
  actor_id uuid,                                  -- none = Tincture itself
  command_key uuid,
  payload text NOT NULL,                          -- the stored text the HMAC covers
  previous_mac bytea NOT NULL,
  mac bytea NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (trust_id, chain_id, seq),
  UNIQUE (trust_id, id)
);
SELECT tenant_table('audit_event', 'SELECT, INSERT');
CREATE INDEX audit_event_actor ON audit_event (trust_id, actor_id, id DESC);

CREATE TABLE audit_head (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  chain_id uuid NOT NULL,
  seq integer NOT NULL,
  mac bytea NOT NULL,
  PRIMARY KEY (trust_id, chain_id)
);
SELECT tenant_table('audit_head', 'SELECT, INSERT, UPDATE');

CREATE TABLE audit_seal (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  day date NOT NULL,
  chains integer NOT NULL,                        -- of the trust, all of them
  events bigint NOT NULL,
  heads bytea NOT NULL,                           -- those that changed since the seal before: chain, seq and mac of each
  root bytea NOT NULL,                            -- HMAC over all heads
  previous_mac bytea NOT NULL,
  mac bytea NOT NULL,
  sealed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, day)
);
SELECT tenant_table('audit_seal', 'SELECT, INSERT');

-- The worker's round: trusts whose record has no seal for a day that is over.
CREATE FUNCTION trusts_to_seal(wanted date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.trust_id FROM organisation o
  WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.trust_id = o.trust_id AND s.day >= wanted)
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_to_seal(date) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON audit_seal TO tincture_search;
REVOKE ALL ON FUNCTION trusts_to_seal(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_to_seal(date) TO tincture_worker;

-- Every command acts once: the browser's key, claimed in the same transaction as the work.
CREATE TABLE command_key (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  actor_id uuid NOT NULL,
  command text NOT NULL,
  key uuid NOT NULL,
  body_sha256 text NOT NULL,
  answer jsonb,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, actor_id, command, key)
);
SELECT tenant_table('command_key', 'SELECT, INSERT, UPDATE');
CREATE INDEX command_key_age ON command_key (at);
