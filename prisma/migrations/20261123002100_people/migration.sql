-- Who may, and who says so: what one administrator alone must not do waits here for somebody else's consent.
CREATE TABLE person_request (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reset', 'roles')),
  person_id uuid NOT NULL,                        -- whom it is about
  reason text NOT NULL CHECK (reason <> ''),
  wanted jsonb NOT NULL DEFAULT '{}',             -- of kind roles: the roles to be, their sites, the exception
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'agreed', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz(3),
  comment text NOT NULL DEFAULT '',
  taken_at timestamptz(3),                        -- of a reset: when who asked saw their half of the password
  PRIMARY KEY (trust_id, id),
  CHECK (asked_by <> person_id),
  CHECK ((state = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (decided_by <> person_id),
  CHECK (state = 'withdrawn' OR decided_by <> asked_by),
  CHECK (taken_at IS NULL OR (kind = 'reset' AND state = 'agreed'))
);
SELECT tenant_table('person_request', 'SELECT, INSERT, UPDATE');
CREATE INDEX person_request_person ON person_request (trust_id, person_id, id DESC);
CREATE INDEX person_request_waiting ON person_request (trust_id, expires_at) WHERE state = 'waiting';

-- Every role that somebody has or had in the current trust, from when until when.
CREATE FUNCTION identity.members_of_trust()
RETURNS TABLE (person_id uuid, role text, granted_at timestamptz, ended_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT m.person_id, m.role, m.granted_at, m.ended_at FROM membership m WHERE m.trust_id = current_trust()
$$;

-- Whether a member of the current trust works for another one, too; not which.
CREATE FUNCTION identity.works_elsewhere(who uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT EXISTS (SELECT FROM membership WHERE person_id = who AND trust_id = current_trust())
    AND EXISTS (SELECT FROM membership WHERE person_id = who AND trust_id <> current_trust() AND ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION identity.members_of_trust(), identity.works_elsewhere(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.members_of_trust() TO tincture_app, tincture_worker;
GRANT EXECUTE ON FUNCTION identity.works_elsewhere(uuid) TO tincture_app;
