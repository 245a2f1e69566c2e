-- Who may come in. No role of the app reads these tables; the functions below are the only way.
CREATE TABLE identity.person (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND email LIKE '_%@_%'),
  name text NOT NULL,
  created_at timestamptz(3) NOT NULL
);

CREATE TABLE identity.credential (
  person_id uuid PRIMARY KEY REFERENCES identity.person (id),
  password_hash text NOT NULL,                 -- argon2id, PHC string
  one_time boolean NOT NULL DEFAULT false,     -- must be changed at the next sign-in
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz(3),
  changed_at timestamptz(3) NOT NULL
);

CREATE TABLE identity.membership (
  trust_id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES identity.person (id),
  role text NOT NULL CHECK (role IN ('technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'finance', 'auditor', 'admin', 'hub')),
  granted_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  PRIMARY KEY (trust_id, person_id, role)
);
CREATE INDEX membership_person ON identity.membership (person_id);

-- A person whom another trust brought in: their roles here wait until they enter the code that they were handed here,
-- because whoever brought them in may hold their password.
CREATE TABLE identity.joining (
  trust_id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES identity.person (id),
  roles text[] NOT NULL,
  code_hash bytea NOT NULL,                    -- SHA-256 of the code
  asked_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, person_id)
);
CREATE INDEX joining_person ON identity.joining (person_id);

CREATE TABLE identity.session (
  token_hash bytea PRIMARY KEY,                -- SHA-256 of the random id in the cookie
  person_id uuid NOT NULL REFERENCES identity.person (id),
  trust_id uuid NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  idle_minutes integer NOT NULL CHECK (idle_minutes > 0),
  ends_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX session_person ON identity.session (person_id) WHERE ended_at IS NULL;

-- What another system acts with: its person's own rights in one trust, narrowed to scopes, until a day.
CREATE TABLE identity.api_token (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,            -- SHA-256 of the token's text, which holds 256 random bits
  person_id uuid NOT NULL REFERENCES identity.person (id),
  trust_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by uuid,
  CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days')
);
CREATE INDEX api_token_trust ON identity.api_token (trust_id, id);
CREATE INDEX api_token_person ON identity.api_token (person_id) WHERE revoked_at IS NULL;

-- How many requests each token made in this window and the one before: one row a token, shared by all processes of the
-- app; not worth a log that survives a crash.
CREATE UNLOGGED TABLE identity.api_pace (
  token_id uuid PRIMARY KEY REFERENCES identity.api_token (id) ON DELETE CASCADE,
  window_at bigint NOT NULL,                   -- windows since 1970
  now_count integer NOT NULL,
  last_count integer NOT NULL
) WITH (fillfactor = 50);

-- Accounts whose last sign-in from an address failed, so that nobody tries one password on everybody's. A right password
-- takes its account out again: a hospital behind one address does not run into it. Not worth a log that survives a crash.
CREATE UNLOGGED TABLE identity.failed_sign_in (
  address inet NOT NULL,                       -- of one computer; for IPv6 the network it is in
  account bytea NOT NULL,                      -- SHA-256 of the e-mail typed, known or not
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (address, account)
);

CREATE FUNCTION identity.current_trust() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.trust_id', true), '')::uuid
$$;

-- Sign-in, before a trust is known ------------------------------------------------------------------------------

CREATE FUNCTION identity.sign_in_lookup(wanted text)
RETURNS TABLE (person_id uuid, password_hash text, trust_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT p.id, c.password_hash,
    ARRAY(SELECT m.trust_id FROM membership m WHERE m.person_id = p.id AND m.ended_at IS NULL
      GROUP BY m.trust_id ORDER BY min(m.granted_at), m.trust_id)
  FROM person p JOIN credential c ON c.person_id = p.id
  WHERE p.email = lower(wanted)
$$;

-- Counts a try before its password is looked at, so that guesses at once are all counted; null while locked.
CREATE FUNCTION identity.take_sign_in(who uuid, at timestamptz) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE credential SET failures = failures + 1
  WHERE person_id = who AND (locked_until IS NULL OR locked_until <= at) RETURNING failures
$$;

-- Counts an account tried from an address, unless `most` others failed from there since `since`: then says since when the
-- oldest of them counts, so that it can be said how long to wait; null = go on. Tries at once wait for each other here.
CREATE FUNCTION identity.take_address(peer inet, tried bytea, at timestamptz, since timestamptz, most integer) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE oldest timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('failed_sign_in ' || host(peer), 0));
  DELETE FROM failed_sign_in f WHERE f.address = peer AND f.at <= since;
  SELECT min(newest.at) INTO oldest FROM (
    SELECT f.at FROM failed_sign_in f WHERE f.address = peer AND f.account <> tried ORDER BY f.at DESC LIMIT most
  ) newest HAVING count(*) >= most;
  IF oldest IS NOT NULL THEN RETURN oldest; END IF;
  INSERT INTO failed_sign_in (address, account, at) VALUES (peer, tried, take_address.at)
    ON CONFLICT (address, account) DO UPDATE SET at = excluded.at;
  RETURN NULL;
END
$$;

-- The password was right after all.
CREATE FUNCTION identity.address_worked(peer inet, tried bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM failed_sign_in WHERE address = peer AND account = tried
$$;

CREATE FUNCTION identity.lock_sign_in(who uuid, until timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE credential SET locked_until = until WHERE person_id = who
$$;

CREATE FUNCTION identity.sign_in_worked(who uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE credential SET failures = 0, locked_until = NULL WHERE person_id = who
$$;

CREATE FUNCTION identity.open_session(token bytea, who uuid, trust uuid, at timestamptz, idle integer, until timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  INSERT INTO session (token_hash, person_id, trust_id, opened_at, seen_at, idle_minutes, ends_at)
  SELECT token, who, trust, at, at, idle, until
  WHERE EXISTS (SELECT FROM membership m WHERE m.person_id = who AND m.trust_id = trust AND m.ended_at IS NULL)
  RETURNING true
$$;

-- Whether a session is open at a moment: not ended, not past its end, not idle too long.
CREATE FUNCTION identity.is_open(s identity.session, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT s.ended_at IS NULL AND at < s.ends_at AND at < s.seen_at + make_interval(mins => s.idle_minutes)
$$;

-- The session of a token, with what its holder may do now; nothing when it is over. Seen at most once a minute.
CREATE FUNCTION identity.read_session(token bytea, at timestamptz)
RETURNS TABLE (person_id uuid, name text, email text, trust_id uuid, trust_name text, ods_code text, trust_kind text, roles text[], one_time boolean, ends_at timestamptz, idle_minutes integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE s session;
BEGIN
  SELECT * INTO s FROM session x WHERE x.token_hash = token AND identity.is_open(x, at);
  IF NOT FOUND THEN RETURN; END IF;
  IF at > s.seen_at + interval '1 minute' THEN
    UPDATE session x SET seen_at = at WHERE x.token_hash = token AND x.seen_at < at;
  END IF;
  PERFORM set_config('app.trust_id', s.trust_id::text, true);
  RETURN QUERY
    SELECT p.id, p.name, p.email, s.trust_id, o.name, o.ods_code, o.kind,
      ARRAY(SELECT m.role FROM membership m WHERE m.person_id = p.id AND m.trust_id = s.trust_id AND m.ended_at IS NULL ORDER BY m.role),
      coalesce(c.one_time, false), s.ends_at, s.idle_minutes
    FROM person p
    JOIN public.organisation o ON o.trust_id = s.trust_id
    LEFT JOIN credential c ON c.person_id = p.id
    WHERE p.id = s.person_id
      AND EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.trust_id = s.trust_id AND m.ended_at IS NULL);
END
$$;

-- Every trust that the holder of an open session works for: row security shows one organisation at a time.
CREATE FUNCTION identity.trusts_of_session(token bytea, at timestamptz) RETURNS TABLE (trust_id uuid, trust_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE
  before text := current_setting('app.trust_id', true);
  mine uuid;
BEGIN
  FOR mine IN
    SELECT m.trust_id FROM session s JOIN membership m ON m.person_id = s.person_id AND m.ended_at IS NULL
    WHERE s.token_hash = token AND identity.is_open(s, at)
    GROUP BY m.trust_id ORDER BY min(m.granted_at), m.trust_id
  LOOP
    PERFORM set_config('app.trust_id', mine::text, true);
    RETURN QUERY SELECT o.trust_id, o.name FROM public.organisation o WHERE o.trust_id = mine;
  END LOOP;
  PERFORM set_config('app.trust_id', coalesce(before, ''), true);
END
$$;

CREATE FUNCTION identity.end_session(token bytea, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE session SET ended_at = at WHERE token_hash = token AND ended_at IS NULL
$$;

-- The token with this hash, with what its holder may do now; nothing when it is over: revoked, past its day, its person
-- gone. Counts the request: of `most` in `seconds`, the window before weighing as much as of it still lies within; what
-- is beyond is not counted, so that who knocks too often gets in again as soon as it is quiet. Used at most once a minute.
CREATE FUNCTION identity.read_api_token(token bytea, at timestamptz, most integer, seconds integer)
RETURNS TABLE (token_id uuid, token_name text, scopes text[], expires_at timestamptz, person_id uuid, name text, trust_id uuid,
  trust_name text, ods_code text, trust_kind text, roles text[], one_time boolean, remaining integer, reset integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
#variable_conflict use_column
DECLARE
  t api_token;
  into_it double precision := extract(epoch FROM at) / seconds;
  here bigint := floor(into_it);
  weight double precision := 1 - (into_it - floor(into_it));
  used double precision;
  p api_pace;
BEGIN
  SELECT * INTO t FROM api_token x WHERE x.token_hash = token AND x.revoked_at IS NULL AND at < x.expires_at
    AND EXISTS (SELECT FROM membership m WHERE m.person_id = x.person_id AND m.trust_id = x.trust_id AND m.ended_at IS NULL);
  IF NOT FOUND THEN RETURN; END IF;
  IF t.used_at IS NULL OR at > t.used_at + interval '1 minute' THEN
    UPDATE api_token x SET used_at = at WHERE x.id = t.id AND (x.used_at IS NULL OR x.used_at < at);
  END IF;
  SELECT * INTO p FROM api_pace x WHERE x.token_id = t.id;
  used := CASE WHEN p.window_at = here THEN p.now_count + p.last_count * weight
    WHEN p.window_at = here - 1 THEN p.now_count * weight ELSE 0 END;
  IF used + 1 <= most THEN
    INSERT INTO api_pace AS x (token_id, window_at, now_count, last_count) VALUES (t.id, here, 1, 0)
    ON CONFLICT (token_id) DO UPDATE SET
      window_at = here,
      now_count = CASE WHEN x.window_at = here THEN x.now_count + 1 ELSE 1 END,
      last_count = CASE WHEN x.window_at = here THEN x.last_count WHEN x.window_at = here - 1 THEN x.now_count ELSE 0 END
    RETURNING x.now_count + x.last_count * weight INTO used;
  ELSE
    used := most + 1;
  END IF;
  PERFORM set_config('app.trust_id', t.trust_id::text, true);
  RETURN QUERY
    SELECT t.id, t.name, t.scopes, t.expires_at, p2.id, p2.name, t.trust_id, o.name, o.ods_code, o.kind,
      ARRAY(SELECT m.role FROM membership m WHERE m.person_id = t.person_id AND m.trust_id = t.trust_id AND m.ended_at IS NULL ORDER BY m.role),
      coalesce(c.one_time, false), floor(most - used)::integer, ceil(weight * seconds)::integer
    FROM person p2
    JOIN public.organisation o ON o.trust_id = t.trust_id
    LEFT JOIN credential c ON c.person_id = p2.id
    WHERE p2.id = t.person_id;
END
$$;

-- A new password ends every other session of that person.
CREATE FUNCTION identity.set_own_password(token bytea, hash text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE who uuid;
BEGIN
  SELECT person_id INTO who FROM session s WHERE s.token_hash = token AND identity.is_open(s, at);
  IF who IS NULL THEN RETURN false; END IF;
  UPDATE credential SET password_hash = hash, one_time = false, failures = 0, locked_until = NULL, changed_at = at WHERE person_id = who;
  UPDATE session SET ended_at = at WHERE person_id = who AND token_hash <> token AND ended_at IS NULL;
  RETURN true;
END
$$;

-- Within a trust (app.trust_id is set) --------------------------------------------------------------------------

CREATE FUNCTION identity.people_of_trust()
RETURNS TABLE (person_id uuid, name text, email text, roles text[], former boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT p.id, p.name, p.email,
    coalesce(array_agg(m.role ORDER BY m.role) FILTER (WHERE m.ended_at IS NULL), '{}'),
    bool_and(m.ended_at IS NOT NULL)
  FROM membership m JOIN person p ON p.id = m.person_id
  WHERE m.trust_id = current_trust()
  GROUP BY p.id, p.name, p.email
$$;

-- Adds a person to this trust, or finds them by e-mail; a new person gets a one-time password. False when they had one already.
CREATE FUNCTION identity.add_person(new_id uuid, mail text, full_name text, hash text, is_one_time boolean, at timestamptz)
RETURNS TABLE (person_id uuid, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  INSERT INTO person (id, email, name, created_at) VALUES (new_id, lower(mail), full_name, at) ON CONFLICT (email) DO NOTHING;
  IF FOUND THEN
    INSERT INTO credential (person_id, password_hash, one_time, changed_at) VALUES (new_id, hash, is_one_time, at);
    RETURN QUERY SELECT new_id, true;
  ELSE
    RETURN QUERY SELECT p.id, false FROM person p WHERE p.email = lower(mail);
  END IF;
END
$$;

-- Roles that wait until their person enters the code. Asked again, the newest roles and code count.
CREATE FUNCTION identity.ask_to_join(who uuid, wanted text[], code bytea, at timestamptz, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  INSERT INTO joining (trust_id, person_id, roles, code_hash, asked_at, expires_at)
    VALUES (current_trust(), who, wanted, code, at, until)
    ON CONFLICT (trust_id, person_id) DO UPDATE
      SET roles = excluded.roles, code_hash = excluded.code_hash, asked_at = excluded.asked_at, expires_at = excluded.expires_at;
END
$$;

-- Who was asked to join this trust and has not done so yet.
CREATE FUNCTION identity.joinings_of_trust() RETURNS TABLE (person_id uuid, name text, email text, roles text[], expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT p.id, p.name, p.email, j.roles, j.expires_at FROM joining j JOIN person p ON p.id = j.person_id
  WHERE j.trust_id = current_trust() ORDER BY p.name, p.id
$$;

-- The trust that a code leads a person to; none when it is another's, used or too old.
CREATE FUNCTION identity.joining_for(who uuid, code bytea, at timestamptz) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT trust_id FROM joining WHERE person_id = who AND code_hash = code AND at < expires_at
$$;

-- The code's roles become the person's, once.
CREATE FUNCTION identity.join_trust(who uuid, code bytea, at timestamptz) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE granted text[];
BEGIN
  DELETE FROM joining WHERE trust_id = current_trust() AND person_id = who AND code_hash = code AND at < expires_at
    RETURNING roles INTO granted;
  IF granted IS NOT NULL THEN PERFORM identity.set_roles(who, granted, at); END IF;
  RETURN granted;
END
$$;

-- The roles of a person in this trust become exactly these; none = a leaver. Their sessions here end at once when they have none.
CREATE FUNCTION identity.set_roles(who uuid, wanted text[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  UPDATE membership SET ended_at = at WHERE trust_id = current_trust() AND person_id = who AND ended_at IS NULL AND NOT role = ANY (wanted);
  INSERT INTO membership (trust_id, person_id, role, granted_at)
    SELECT current_trust(), who, r, at FROM unnest(wanted) r
    ON CONFLICT (trust_id, person_id, role) DO UPDATE SET granted_at = at, ended_at = NULL WHERE membership.ended_at IS NOT NULL;
  IF cardinality(wanted) = 0 THEN
    UPDATE session SET ended_at = at WHERE person_id = who AND trust_id = current_trust() AND ended_at IS NULL;
    UPDATE api_token SET revoked_at = at WHERE person_id = who AND trust_id = current_trust() AND revoked_at IS NULL;
  END IF;
END
$$;

-- A token of a member of this trust. Only its hash is kept.
CREATE FUNCTION identity.add_api_token(new_id uuid, hash bytea, who uuid, called text, wanted text[], at timestamptz, until timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  INSERT INTO api_token (id, token_hash, person_id, trust_id, name, scopes, created_at, expires_at)
  SELECT new_id, hash, who, current_trust(), called, wanted, at, until
  WHERE EXISTS (SELECT FROM membership m WHERE m.person_id = who AND m.trust_id = current_trust() AND m.ended_at IS NULL)
  RETURNING true
$$;

CREATE FUNCTION identity.api_tokens_of_trust()
RETURNS TABLE (token_id uuid, person_id uuid, name text, scopes text[], created_at timestamptz, expires_at timestamptz, used_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT id, person_id, name, scopes, created_at, expires_at, used_at, revoked_at FROM api_token WHERE trust_id = current_trust()
$$;

CREATE FUNCTION identity.revoke_api_token(which uuid, by_whom uuid, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE api_token SET revoked_at = at, revoked_by = by_whom
  WHERE id = which AND trust_id = current_trust() AND revoked_at IS NULL RETURNING true
$$;

-- An administrator gives a member of this trust, and of no other, a new one-time password.
CREATE FUNCTION identity.reset_password(who uuid, hash text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM membership WHERE person_id = who AND trust_id = current_trust() AND ended_at IS NULL)
    OR EXISTS (SELECT FROM membership WHERE person_id = who AND trust_id <> current_trust() AND ended_at IS NULL) THEN
    RETURN false;
  END IF;
  UPDATE credential SET password_hash = hash, one_time = true, failures = 0, locked_until = NULL, changed_at = at WHERE person_id = who;
  UPDATE session SET ended_at = at WHERE person_id = who AND ended_at IS NULL;
  RETURN true;
END
$$;

-- An administrator ends the sessions that somebody has open in this trust.
CREATE FUNCTION identity.end_sessions_of(who uuid, at timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  WITH ended AS (
    UPDATE session SET ended_at = at WHERE person_id = who AND trust_id = current_trust() AND ended_at IS NULL RETURNING 1
  )
  SELECT count(*) FROM ended
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA identity FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  identity.current_trust(), identity.sign_in_lookup(text), identity.take_sign_in(uuid, timestamptz),
  identity.take_address(inet, bytea, timestamptz, timestamptz, integer), identity.address_worked(inet, bytea),
  identity.lock_sign_in(uuid, timestamptz), identity.sign_in_worked(uuid),
  identity.open_session(bytea, uuid, uuid, timestamptz, integer, timestamptz), identity.read_session(bytea, timestamptz),
  identity.end_session(bytea, timestamptz), identity.trusts_of_session(bytea, timestamptz),
  identity.end_sessions_of(uuid, timestamptz), identity.set_own_password(bytea, text, timestamptz),
  identity.people_of_trust(), identity.add_person(uuid, text, text, text, boolean, timestamptz),
  identity.ask_to_join(uuid, text[], bytea, timestamptz, timestamptz), identity.joinings_of_trust(),
  identity.joining_for(uuid, bytea, timestamptz), identity.join_trust(uuid, bytea, timestamptz),
  identity.set_roles(uuid, text[], timestamptz), identity.reset_password(uuid, text, timestamptz),
  identity.read_api_token(bytea, timestamptz, integer, integer),
  identity.add_api_token(uuid, bytea, uuid, text, text[], timestamptz, timestamptz),
  identity.api_tokens_of_trust(), identity.revoke_api_token(uuid, uuid, timestamptz)
  TO tincture_app;
GRANT EXECUTE ON FUNCTION identity.current_trust(), identity.people_of_trust() TO tincture_worker;
