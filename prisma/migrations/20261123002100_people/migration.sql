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

-- Where a role counts: with no row everywhere, else only at these sites.
CREATE TABLE role_site (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  person_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('technician', 'pharmacist', 'stores', 'lead')),
  site_id uuid NOT NULL,
  PRIMARY KEY (trust_id, person_id, role, site_id),
  FOREIGN KEY (trust_id, site_id) REFERENCES site (trust_id, id)
);
SELECT tenant_table('role_site', 'SELECT, INSERT, DELETE');

-- Two roles that do not go together, and that somebody holds all the same: why, until when, who gave it.
CREATE TABLE role_exception (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,                             -- the one that is withdrawn when it is over
  beside text NOT NULL,                           -- the one it does not go with
  reason text NOT NULL CHECK (reason <> ''),
  until date NOT NULL,                            -- its last day
  asked_by uuid NOT NULL,
  given_by uuid NOT NULL,
  given_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  ended_why text CHECK (ended_why IN ('expired', 'roles_changed', 'renewed')),
  PRIMARY KEY (trust_id, id),
  CHECK (role <> beside),
  CHECK (given_by <> person_id AND given_by <> asked_by AND asked_by <> person_id),
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
SELECT tenant_table('role_exception', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX role_exception_in_force ON role_exception (trust_id, person_id, role, beside) WHERE ended_at IS NULL;

-- When everybody of the current trust was last seen here, how many sessions they have open, and whether their account waits.
CREATE FUNCTION identity.use_of_trust(at timestamptz)
RETURNS TABLE (person_id uuid, joined_at timestamptz, left_at timestamptz, seen_at timestamptz, open_sessions integer, one_time boolean, locked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT m.person_id, min(m.granted_at), CASE WHEN bool_and(m.ended_at IS NOT NULL) THEN max(m.ended_at) END, s.seen_at,
    coalesce(s.open_sessions, 0), coalesce(bool_or(c.one_time), false), coalesce(bool_or(c.locked_until > at), false)
  FROM membership m
  LEFT JOIN credential c ON c.person_id = m.person_id
  LEFT JOIN LATERAL (
    SELECT max(x.seen_at) AS seen_at, (count(*) FILTER (WHERE identity.is_open(x, at)))::integer AS open_sessions
    FROM session x WHERE x.person_id = m.person_id AND x.trust_id = m.trust_id
  ) s ON true
  WHERE m.trust_id = current_trust() GROUP BY m.person_id, s.seen_at, s.open_sessions
$$;
REVOKE ALL ON FUNCTION identity.use_of_trust(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.use_of_trust(timestamptz) TO tincture_app, tincture_worker;
CREATE INDEX session_trust ON identity.session (trust_id, person_id);

-- Who leaves on a day: from it on no session opens for them in that trust, whatever became of the job that ends their roles.
CREATE TABLE identity.leaving (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  person_id uuid NOT NULL REFERENCES identity.person (id),
  leaves_on date NOT NULL,
  hand_to uuid,                                   -- who takes their work over
  said_by uuid NOT NULL,
  said_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, person_id)
);
CREATE INDEX leaving_due ON identity.leaving (leaves_on);

CREATE FUNCTION identity.no_session_after_leaving() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM leaving l WHERE l.person_id = NEW.person_id AND l.trust_id = NEW.trust_id
    AND l.leaves_on <= (NEW.opened_at AT TIME ZONE 'Europe/London')::date) THEN RETURN NULL; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER no_session_after_leaving BEFORE INSERT ON identity.session
  FOR EACH ROW EXECUTE FUNCTION identity.no_session_after_leaving();

CREATE FUNCTION identity.set_leaving(who uuid, day date, to_whom uuid, by_whom uuid, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  INSERT INTO leaving (trust_id, person_id, leaves_on, hand_to, said_by, said_at)
  SELECT current_trust(), who, day, to_whom, by_whom, at
  WHERE EXISTS (SELECT FROM membership m WHERE m.person_id = who AND m.trust_id = current_trust() AND m.ended_at IS NULL)
  ON CONFLICT (trust_id, person_id) DO UPDATE
    SET leaves_on = excluded.leaves_on, hand_to = excluded.hand_to, said_by = excluded.said_by, said_at = excluded.said_at
  RETURNING true
$$;

CREATE FUNCTION identity.drop_leaving(who uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM leaving WHERE trust_id = current_trust() AND person_id = who RETURNING true
$$;

CREATE FUNCTION identity.leavings_of_trust() RETURNS TABLE (person_id uuid, leaves_on date, hand_to uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT l.person_id, l.leaves_on, l.hand_to FROM leaving l WHERE l.trust_id = current_trust() ORDER BY l.leaves_on, l.person_id
$$;
REVOKE ALL ON FUNCTION identity.no_session_after_leaving(), identity.set_leaving(uuid, date, uuid, uuid, timestamptz),
  identity.drop_leaving(uuid), identity.leavings_of_trust() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.set_leaving(uuid, date, uuid, uuid, timestamptz), identity.drop_leaving(uuid),
  identity.leavings_of_trust() TO tincture_app, tincture_worker;
GRANT EXECUTE ON FUNCTION identity.set_roles(uuid, text[], timestamptz) TO tincture_worker;

-- The worker's round: trusts with somebody whose day has come, or an exception whose last day is over.
CREATE FUNCTION trusts_with_people_due(today date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.trust_id FROM role_exception e WHERE e.ended_at IS NULL AND e.until < today
$$;
CREATE INDEX role_exception_due ON role_exception (until) WHERE ended_at IS NULL;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_with_people_due(date) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON role_exception TO tincture_search;
REVOKE ALL ON FUNCTION trusts_with_people_due(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_with_people_due(date) TO tincture_worker;
CREATE FUNCTION identity.trusts_with_leavers(today date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT l.trust_id FROM leaving l WHERE l.leaves_on <= today
$$;
REVOKE ALL ON FUNCTION identity.trusts_with_leavers(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.trusts_with_leavers(date) TO tincture_worker;

-- A round of looking at who has what: each row is confirmed or withdrawn by somebody else than its person, and stays.
CREATE TABLE access_review (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  started_by uuid NOT NULL,
  started_at timestamptz(3) NOT NULL,
  finished_by uuid,
  finished_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  CHECK ((finished_by IS NULL) = (finished_at IS NULL))
);
SELECT tenant_table('access_review', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX access_review_open ON access_review (trust_id) WHERE finished_at IS NULL;

CREATE TABLE access_review_row (
  trust_id uuid NOT NULL,
  review_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('role', 'token', 'exception')),
  person_id uuid NOT NULL,
  of text NOT NULL,                               -- the role, or the token's id
  detail jsonb NOT NULL,                          -- as it stood when the round began: sites, scopes, last used, until
  verdict text CHECK (verdict IN ('confirmed', 'withdrawn', 'gone')),
  decided_by uuid,
  decided_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, review_id) REFERENCES access_review (trust_id, id),
  CHECK ((verdict IS NULL) = (decided_by IS NULL) AND (verdict IS NULL) = (decided_at IS NULL)),
  CHECK (decided_by <> person_id)
);
SELECT tenant_table('access_review_row', 'SELECT, INSERT, UPDATE');
CREATE INDEX access_review_row_review ON access_review_row (trust_id, review_id, id);

-- What was deleted because its time is over, day by day; and what is past its time and stays until the trust decides.
CREATE TABLE retention_run (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  day date NOT NULL,
  done_at timestamptz(3) NOT NULL,
  removed jsonb NOT NULL,
  past jsonb NOT NULL,
  PRIMARY KEY (trust_id, day)
);
SELECT tenant_table('retention_run', 'SELECT, INSERT');

-- When a person was signed in to the current trust, the newest first. No token, and no hash of one.
CREATE FUNCTION identity.sign_ins_of(who uuid) RETURNS TABLE (opened_at timestamptz, seen_at timestamptz, ended_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT s.opened_at, s.seen_at, s.ended_at, s.ends_at FROM session s
  WHERE s.person_id = who AND s.trust_id = current_trust() ORDER BY s.opened_at DESC
$$;

-- Forgets sessions of the current trust that were over before a moment. Open ones are never among them.
CREATE FUNCTION identity.forget_sign_ins(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  WITH gone AS (
    DELETE FROM session s WHERE s.trust_id = current_trust() AND coalesce(s.ended_at, s.ends_at) < before RETURNING 1
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION identity.sign_ins_of(uuid), identity.forget_sign_ins(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.sign_ins_of(uuid) TO tincture_app;
GRANT EXECUTE ON FUNCTION identity.forget_sign_ins(timestamptz) TO tincture_app, tincture_worker;

-- The worker's round: trusts in which nothing was looked through yet today.
CREATE FUNCTION trusts_to_forget(today date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.trust_id FROM organisation o
  WHERE NOT EXISTS (SELECT FROM retention_run r WHERE r.trust_id = o.trust_id AND r.day >= today)
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_to_forget(date) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON retention_run TO tincture_search;
REVOKE ALL ON FUNCTION trusts_to_forget(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_to_forget(date) TO tincture_worker;
-- Keys of commands are needed for as long as somebody could send the same form again.
GRANT DELETE ON command_key TO tincture_worker;
