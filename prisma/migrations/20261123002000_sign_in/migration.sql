-- The second factor, sign-in that is half done, sessions to be seen and ended, and a trust's own directory.

-- One authenticator app a person. The shared secret is sealed with a key from outside the database.
CREATE TABLE identity.second_factor (
  person_id uuid PRIMARY KEY REFERENCES identity.person (id),
  secret bytea NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  confirmed_at timestamptz(3),                 -- null = shown, and not confirmed by a code yet
  last_step bigint NOT NULL DEFAULT 0,         -- the newest time step whose code was taken: none is taken twice
  failures integer NOT NULL DEFAULT 0,         -- apart from the password's: a right password must not set it back
  locked_until timestamptz(3)
);

CREATE TABLE identity.recovery_code (
  person_id uuid NOT NULL REFERENCES identity.second_factor (person_id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,                    -- HMAC with a key from outside the database
  used_at timestamptz(3),
  PRIMARY KEY (person_id, code_hash)
);

-- Somebody whose trust has a directory of its own: who they are there (issuer, claim, subject), never their e-mail.
CREATE TABLE identity.directory_link (
  id uuid PRIMARY KEY,
  trust_id uuid NOT NULL REFERENCES public.organisation (trust_id),
  issuer text NOT NULL,
  claim text NOT NULL,
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  person_id uuid NOT NULL REFERENCES identity.person (id),
  joined_at timestamptz(3) NOT NULL,
  joined_by uuid NOT NULL,
  proven_at timestamptz(3),                    -- null = the person has not shown yet that the account is theirs
  UNIQUE (trust_id, issuer, claim, subject)
);
CREATE INDEX directory_link_person ON identity.directory_link (person_id);

-- How a trust's own directory is asked. The secret is sealed like the one above.
CREATE TABLE identity.directory (
  trust_id uuid PRIMARY KEY REFERENCES public.organisation (trust_id),
  version integer NOT NULL CHECK (version > 0),
  active boolean NOT NULL,
  issuer text NOT NULL,
  client_id text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 255),
  client_secret bytea NOT NULL,
  id_claim text NOT NULL CHECK (id_claim IN ('sub', 'oid', 'nhsid_useruid')),
  email_claim text NOT NULL CHECK (email_claim IN ('email', 'preferred_username', 'upn')),
  domains text[] NOT NULL,
  only_way boolean NOT NULL,                   -- passwords open nothing here but an administrator's session
  changed_at timestamptz(3) NOT NULL,
  changed_by uuid NOT NULL,
  CHECK (active OR NOT only_way)
);

-- Who came from the directory and is known to nobody yet.
CREATE TABLE identity.directory_waiting (
  id uuid PRIMARY KEY,
  trust_id uuid NOT NULL REFERENCES public.organisation (trust_id),
  issuer text NOT NULL,
  claim text NOT NULL,
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL,
  first_at timestamptz(3) NOT NULL,
  last_at timestamptz(3) NOT NULL,
  refused_at timestamptz(3),
  UNIQUE (trust_id, issuer, claim, subject)
);

-- A sign-in that was sent to a directory: its state is good for one answer.
CREATE TABLE identity.directory_attempt (
  state_hash bytea PRIMARY KEY,
  trust_id uuid NOT NULL REFERENCES public.organisation (trust_id),
  ends_at timestamptz(3) NOT NULL
);

-- Password (or directory) right, and something else still to do. It is no session: nothing that asks for one knows it.
CREATE TABLE identity.half_sign_in (
  token_hash bytea PRIMARY KEY,                -- SHA-256 of the random id in a cookie of its own
  person_id uuid NOT NULL REFERENCES identity.person (id),
  trust_id uuid NOT NULL REFERENCES public.organisation (trust_id),
  stage text NOT NULL CHECK (stage IN ('code', 'set-up', 'prove')),
  link_id uuid REFERENCES identity.directory_link (id),
  ends_at timestamptz(3) NOT NULL,
  CHECK ((stage = 'prove') = (link_id IS NOT NULL))
);
CREATE INDEX half_sign_in_person ON identity.half_sign_in (person_id);

-- Sessions from before get ids at random.
ALTER TABLE identity.session
  ADD COLUMN id uuid,
  ADD COLUMN how text NOT NULL DEFAULT 'password' CHECK (how IN ('password', 'directory')),
  ADD COLUMN second boolean NOT NULL DEFAULT false,   -- a second factor was shown, to us or to the directory
  ADD COLUMN device text NOT NULL DEFAULT '';          -- "Firefox on Windows"
UPDATE identity.session SET id = gen_random_uuid();
ALTER TABLE identity.session ALTER COLUMN id SET NOT NULL;
CREATE UNIQUE INDEX session_id ON identity.session (id);

-- Sign-in, before a trust is known ------------------------------------------------------------------------------

-- What decides how a person comes in at a trust, and whether they may go on there.
CREATE FUNCTION identity.door_of(who uuid, trust uuid)
RETURNS TABLE (ods_code text, roles text[], has_factor boolean, only_directory boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  PERFORM set_config('app.trust_id', trust::text, true);
  RETURN QUERY SELECT o.ods_code,
    ARRAY(SELECT m.role FROM membership m WHERE m.person_id = who AND m.trust_id = trust AND m.ended_at IS NULL ORDER BY m.role),
    EXISTS (SELECT FROM second_factor f WHERE f.person_id = who AND f.confirmed_at IS NOT NULL),
    EXISTS (SELECT FROM directory d WHERE d.trust_id = trust AND d.active AND d.only_way)
  FROM public.organisation o WHERE o.trust_id = trust;
END
$$;

DROP FUNCTION identity.open_session(bytea, uuid, uuid, timestamptz, integer, timestamptz);
CREATE FUNCTION identity.open_session(token bytea, new_id uuid, who uuid, trust uuid, at timestamptz, idle integer, until timestamptz, came text, shown boolean, on_device text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  INSERT INTO session (token_hash, id, person_id, trust_id, opened_at, seen_at, idle_minutes, ends_at, how, second, device)
  SELECT token, new_id, who, trust, at, at, idle, until, came, shown, on_device
  WHERE EXISTS (SELECT FROM membership m WHERE m.person_id = who AND m.trust_id = trust AND m.ended_at IS NULL)
  RETURNING true
$$;

-- The session of a token, with what its holder may do now; nothing when it is over. Seen at most once a minute.
-- `second_rule`: of whom the trust asks a second factor.
DROP FUNCTION identity.read_session(bytea, timestamptz);
CREATE FUNCTION identity.read_session(token bytea, at timestamptz)
RETURNS TABLE (person_id uuid, name text, email text, trust_id uuid, trust_name text, ods_code text, trust_kind text, roles text[], one_time boolean, ends_at timestamptz, idle_minutes integer,
  session_id uuid, how text, second boolean, device text, second_rule text, only_directory boolean, trusts integer)
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
      coalesce(c.one_time AND s.how = 'password', false), s.ends_at, s.idle_minutes, s.id, s.how, s.second, s.device,
      coalesce((SELECT t.data ->> 'secondFactor' FROM public.trust_setting t WHERE t.trust_id = s.trust_id), 'off'),
      EXISTS (SELECT FROM directory d WHERE d.trust_id = s.trust_id AND d.active AND d.only_way),
      (SELECT count(DISTINCT m.trust_id)::integer FROM membership m WHERE m.person_id = p.id AND m.ended_at IS NULL)
    FROM person p
    JOIN public.organisation o ON o.trust_id = s.trust_id
    LEFT JOIN credential c ON c.person_id = p.id
    WHERE p.id = s.person_id
      AND EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.trust_id = s.trust_id AND m.ended_at IS NULL);
END
$$;

-- Seconds that a session still lives when nothing is done, without counting as something that is done.
CREATE FUNCTION identity.peek_session(token bytea, at timestamptz) RETURNS TABLE (person_id uuid, trust_id uuid, idle_left integer, left_in_all integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT s.person_id, s.trust_id,
    floor(extract(epoch FROM s.seen_at + make_interval(mins => s.idle_minutes) - at))::integer,
    floor(extract(epoch FROM s.ends_at - at))::integer
  FROM session s WHERE s.token_hash = token AND identity.is_open(s, at)
$$;

-- Every trust that the holder of an open session works for and may go on in: who came by one trust's directory, in that one.
CREATE OR REPLACE FUNCTION identity.trusts_of_session(token bytea, at timestamptz) RETURNS TABLE (trust_id uuid, trust_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE
  before text := current_setting('app.trust_id', true);
  mine uuid;
BEGIN
  FOR mine IN
    SELECT m.trust_id FROM session s JOIN membership m ON m.person_id = s.person_id AND m.ended_at IS NULL
    WHERE s.token_hash = token AND identity.is_open(s, at) AND (s.how = 'password' OR m.trust_id = s.trust_id)
    GROUP BY m.trust_id ORDER BY min(m.granted_at), m.trust_id
  LOOP
    PERFORM set_config('app.trust_id', mine::text, true);
    RETURN QUERY SELECT o.trust_id, o.name FROM public.organisation o WHERE o.trust_id = mine;
  END LOOP;
  PERFORM set_config('app.trust_id', coalesce(before, ''), true);
END
$$;

-- Half a sign-in ------------------------------------------------------------------------------------------------

CREATE FUNCTION identity.begin_half(token bytea, who uuid, trust uuid, wanted text, link uuid, at timestamptz, until timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM half_sign_in WHERE ends_at <= at;
  INSERT INTO half_sign_in (token_hash, person_id, trust_id, stage, link_id, ends_at) VALUES (token, who, trust, wanted, link, until)
$$;

CREATE FUNCTION identity.read_half(token bytea, at timestamptz)
RETURNS TABLE (person_id uuid, trust_id uuid, stage text, link_id uuid, name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT h.person_id, h.trust_id, h.stage, h.link_id, p.name, p.email
  FROM half_sign_in h JOIN person p ON p.id = h.person_id WHERE h.token_hash = token AND at < h.ends_at
$$;

-- Uses it up: one session comes of it at most.
CREATE FUNCTION identity.end_half(token bytea) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM half_sign_in WHERE token_hash = token RETURNING true
$$;

-- The second factor ---------------------------------------------------------------------------------------------

CREATE FUNCTION identity.second_factor_of(who uuid) RETURNS TABLE (secret bytea, proposed_at timestamptz, confirmed_at timestamptz, codes_left integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT f.secret, f.proposed_at, f.confirmed_at,
    (SELECT count(*)::integer FROM recovery_code c WHERE c.person_id = who AND c.used_at IS NULL)
  FROM second_factor f WHERE f.person_id = who
$$;

-- A secret to be confirmed; one that was shown less than `since` ago stays, so that a page drawn again shows the same.
CREATE FUNCTION identity.propose_second_factor(who uuid, sealed bytea, at timestamptz, since timestamptz) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  INSERT INTO second_factor AS f (person_id, secret, proposed_at) VALUES (who, sealed, at)
  ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, proposed_at = excluded.proposed_at
    WHERE f.confirmed_at IS NULL AND f.proposed_at <= since;
  RETURN (SELECT f.secret FROM second_factor f WHERE f.person_id = who AND f.confirmed_at IS NULL);
END
$$;

-- Counts a try before its code is looked at; null while it has to wait.
CREATE FUNCTION identity.take_code(who uuid, at timestamptz) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE second_factor SET failures = failures + 1
  WHERE person_id = who AND (locked_until IS NULL OR locked_until <= at) RETURNING failures
$$;

CREATE FUNCTION identity.lock_code(who uuid, until timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE second_factor SET locked_until = until WHERE person_id = who
$$;

-- Takes the code of a time step, once: of two at the same moment one is too late.
CREATE FUNCTION identity.use_step(who uuid, step bigint) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE second_factor SET last_step = step, failures = 0, locked_until = NULL
  WHERE person_id = who AND last_step < step RETURNING true
$$;

CREATE FUNCTION identity.use_recovery_code(who uuid, hash bytea, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  UPDATE recovery_code SET used_at = at WHERE person_id = who AND code_hash = hash AND used_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE second_factor SET failures = 0, locked_until = NULL WHERE person_id = who;
  RETURN true;
END
$$;

-- From now on it is asked for. What else the person has open ends.
CREATE FUNCTION identity.confirm_second_factor(who uuid, hashes bytea[], at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  UPDATE second_factor SET confirmed_at = at WHERE person_id = who AND confirmed_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO recovery_code (person_id, code_hash) SELECT who, h FROM unnest(hashes) h;
  UPDATE session SET ended_at = at WHERE person_id = who AND how = 'password' AND ended_at IS NULL;
  RETURN true;
END
$$;

CREATE FUNCTION identity.new_recovery_codes(who uuid, hashes bytea[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM recovery_code WHERE person_id = who;
  INSERT INTO recovery_code (person_id, code_hash) SELECT who, h FROM unnest(hashes) h
$$;

-- Takes the second factor away, and ends what the person has open; false when there was none.
CREATE FUNCTION identity.remove_second_factor(who uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  DELETE FROM second_factor WHERE person_id = who AND confirmed_at IS NOT NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM half_sign_in WHERE person_id = who;
  UPDATE session SET ended_at = at WHERE person_id = who AND how = 'password' AND ended_at IS NULL;
  RETURN true;
END
$$;

-- Within a trust (app.trust_id is set): who of its people has one.
CREATE FUNCTION identity.second_factors_of_trust() RETURNS TABLE (person_id uuid, confirmed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT f.person_id, f.confirmed_at FROM second_factor f
  WHERE f.confirmed_at IS NOT NULL
    AND EXISTS (SELECT FROM membership m WHERE m.person_id = f.person_id AND m.trust_id = current_trust() AND m.ended_at IS NULL)
$$;

-- Sessions to be seen and ended ----------------------------------------------------------------------------------

-- What the holder of this session has open: everywhere, or where they came by a trust's directory, in that trust.
CREATE FUNCTION identity.sessions_of_holder(token bytea, at timestamptz)
RETURNS TABLE (session_id uuid, trust_id uuid, opened_at timestamptz, seen_at timestamptz, device text, how text, second boolean, this_one boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT o.id, o.trust_id, o.opened_at, o.seen_at, o.device, o.how, o.second, o.token_hash = token
  FROM session s JOIN session o ON o.person_id = s.person_id AND o.ended_at IS NULL AND identity.is_open(o, at)
  WHERE s.token_hash = token AND identity.is_open(s, at) AND (s.how = 'password' OR o.trust_id = s.trust_id)
  ORDER BY o.seen_at DESC, o.id
$$;

-- Ends others of the holder's sessions: this one, or all (null). Answers how many.
CREATE FUNCTION identity.end_others_of_holder(token bytea, which uuid, at timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  WITH ended AS (
    UPDATE session o SET ended_at = at FROM session s
    WHERE s.token_hash = token AND identity.is_open(s, at) AND o.person_id = s.person_id AND o.ended_at IS NULL
      AND o.token_hash <> token AND (s.how = 'password' OR o.trust_id = s.trust_id) AND (which IS NULL OR o.id = which)
    RETURNING 1
  )
  SELECT count(*) FROM ended
$$;

-- What a person has open in this trust.
CREATE FUNCTION identity.sessions_in_trust(who uuid, at timestamptz)
RETURNS TABLE (session_id uuid, opened_at timestamptz, seen_at timestamptz, device text, how text, second boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT o.id, o.opened_at, o.seen_at, o.device, o.how, o.second FROM session o
  WHERE o.person_id = who AND o.trust_id = current_trust() AND o.ended_at IS NULL AND identity.is_open(o, at)
  ORDER BY o.seen_at DESC, o.id
$$;

CREATE FUNCTION identity.end_session_in_trust(who uuid, which uuid, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE session SET ended_at = at WHERE id = which AND person_id = who AND trust_id = current_trust() AND ended_at IS NULL RETURNING true
$$;

-- A trust's own directory ----------------------------------------------------------------------------------------

-- The directories that people with this e-mail domain may come from, and those of one trust; by their trusts' names.
CREATE FUNCTION identity.directories_for(domain text, ods text) RETURNS TABLE (trust_id uuid, ods_code text, trust_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE
  before text := current_setting('app.trust_id', true);
  one uuid;
BEGIN
  FOR one IN SELECT d.trust_id FROM directory d WHERE d.active AND (domain IS NULL OR lower(domain) = ANY (d.domains)) LOOP
    PERFORM set_config('app.trust_id', one::text, true);
    RETURN QUERY SELECT o.trust_id, o.ods_code, o.name FROM public.organisation o
      WHERE o.trust_id = one AND (ods IS NULL OR o.ods_code = upper(ods));
  END LOOP;
  PERFORM set_config('app.trust_id', coalesce(before, ''), true);
END
$$;

CREATE FUNCTION identity.any_directory() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT EXISTS (SELECT FROM directory d WHERE d.active)
$$;

CREATE FUNCTION identity.begin_attempt(state bytea, trust uuid, at timestamptz, until timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM directory_attempt WHERE ends_at <= at;
  INSERT INTO directory_attempt (state_hash, trust_id, ends_at) VALUES (state, trust, until)
$$;

-- Uses a state up: the trust it was for, once.
CREATE FUNCTION identity.take_attempt(state bytea, at timestamptz) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  DELETE FROM directory_attempt WHERE state_hash = state AND at < ends_at RETURNING trust_id
$$;

-- Within a trust from here on.
CREATE FUNCTION identity.directory_of_trust()
RETURNS TABLE (version integer, active boolean, issuer text, client_id text, client_secret bytea, id_claim text, email_claim text, domains text[], only_way boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT d.version, d.active, d.issuer, d.client_id, d.client_secret, d.id_claim, d.email_claim, d.domains, d.only_way
  FROM directory d WHERE d.trust_id = current_trust()
$$;

-- Saves it over version `seen` (0 = there is none yet); false when somebody was quicker. Passwords' sessions end where it is the only way from now on.
CREATE FUNCTION identity.save_directory(seen integer, is_active boolean, wanted_issuer text, wanted_client text, sealed bytea, wanted_id text, wanted_email text, wanted_domains text[], only_this boolean, by_whom uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  IF seen = 0 THEN
    INSERT INTO directory (trust_id, version, active, issuer, client_id, client_secret, id_claim, email_claim, domains, only_way, changed_at, changed_by)
    VALUES (current_trust(), 1, is_active, wanted_issuer, wanted_client, sealed, wanted_id, wanted_email, wanted_domains, only_this, at, by_whom)
    ON CONFLICT DO NOTHING;
  ELSE
    UPDATE directory d SET version = d.version + 1, active = is_active, issuer = wanted_issuer, client_id = wanted_client,
      client_secret = coalesce(sealed, d.client_secret), id_claim = wanted_id, email_claim = wanted_email,
      domains = wanted_domains, only_way = only_this, changed_at = at, changed_by = by_whom
    WHERE d.trust_id = current_trust() AND d.version = seen;
  END IF;
  RETURN FOUND;
END
$$;

CREATE FUNCTION identity.link_for(wanted_issuer text, wanted_claim text, wanted_subject text) RETURNS TABLE (link_id uuid, person_id uuid, proven boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT l.id, l.person_id, l.proven_at IS NOT NULL FROM directory_link l
  WHERE l.trust_id = current_trust() AND l.issuer = wanted_issuer AND l.claim = wanted_claim AND l.subject = wanted_subject
$$;

-- Somebody unknown waits. False when so many wait already that no more are taken.
CREATE FUNCTION identity.wait_for_admin(new_id uuid, wanted_issuer text, wanted_claim text, wanted_subject text, full_name text, mail text, verified boolean, at timestamptz, most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  UPDATE directory_waiting w SET name = full_name, email = mail, email_verified = verified, last_at = at
  WHERE w.trust_id = current_trust() AND w.issuer = wanted_issuer AND w.claim = wanted_claim AND w.subject = wanted_subject;
  IF FOUND THEN RETURN true; END IF;
  DELETE FROM directory_waiting w WHERE w.trust_id = current_trust() AND w.last_at < at - interval '30 days';
  IF (SELECT count(*) FROM directory_waiting w WHERE w.trust_id = current_trust()) >= most THEN RETURN false; END IF;
  INSERT INTO directory_waiting (id, trust_id, issuer, claim, subject, name, email, email_verified, first_at, last_at)
  VALUES (new_id, current_trust(), wanted_issuer, wanted_claim, wanted_subject, full_name, mail, verified, at, at)
  ON CONFLICT DO NOTHING;
  RETURN true;
END
$$;

CREATE FUNCTION identity.waiting_in_trust()
RETURNS TABLE (id uuid, issuer text, claim text, subject text, name text, email text, email_verified boolean, first_at timestamptz, last_at timestamptz, refused_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT w.id, w.issuer, w.claim, w.subject, w.name, w.email, w.email_verified, w.first_at, w.last_at, w.refused_at
  FROM directory_waiting w WHERE w.trust_id = current_trust() ORDER BY w.refused_at NULLS FIRST, w.last_at DESC, w.id
$$;

-- Joins who waits to a member of this trust. False when they wait no longer, or that is no member.
CREATE FUNCTION identity.join_waiting(which uuid, link uuid, who uuid, is_proven boolean, by_whom uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE w directory_waiting;
BEGIN
  IF NOT EXISTS (SELECT FROM membership m WHERE m.person_id = who AND m.trust_id = current_trust() AND m.ended_at IS NULL) THEN
    RETURN false;
  END IF;
  DELETE FROM directory_waiting x WHERE x.id = which AND x.trust_id = current_trust() AND x.refused_at IS NULL RETURNING * INTO w;
  IF w.id IS NULL THEN RETURN false; END IF;
  INSERT INTO directory_link (id, trust_id, issuer, claim, subject, person_id, joined_at, joined_by, proven_at)
  VALUES (link, w.trust_id, w.issuer, w.claim, w.subject, who, at, by_whom, CASE WHEN is_proven THEN at END);
  RETURN true;
END
$$;

CREATE FUNCTION identity.refuse_waiting(which uuid, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE directory_waiting SET refused_at = at WHERE id = which AND trust_id = current_trust() AND refused_at IS NULL RETURNING true
$$;

CREATE FUNCTION identity.links_of_trust() RETURNS TABLE (link_id uuid, person_id uuid, issuer text, subject text, joined_at timestamptz, proven boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT l.id, l.person_id, l.issuer, l.subject, l.joined_at, l.proven_at IS NOT NULL FROM directory_link l WHERE l.trust_id = current_trust()
$$;

-- Takes a link away, and ends what was opened by the directory.
CREATE FUNCTION identity.unlink(which uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE who uuid;
BEGIN
  DELETE FROM half_sign_in WHERE link_id = which;
  DELETE FROM directory_link WHERE id = which AND trust_id = current_trust() RETURNING person_id INTO who;
  IF who IS NOT NULL THEN
    UPDATE session SET ended_at = at WHERE person_id = who AND trust_id = current_trust() AND how = 'directory' AND ended_at IS NULL;
  END IF;
  RETURN who;
END
$$;

-- The person showed that the account is theirs.
CREATE FUNCTION identity.prove_link(which uuid, who uuid, at timestamptz) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  UPDATE directory_link SET proven_at = at WHERE id = which AND person_id = who AND proven_at IS NULL RETURNING true
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA identity FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  identity.door_of(uuid, uuid),
  identity.open_session(bytea, uuid, uuid, uuid, timestamptz, integer, timestamptz, text, boolean, text),
  identity.read_session(bytea, timestamptz), identity.peek_session(bytea, timestamptz),
  identity.begin_half(bytea, uuid, uuid, text, uuid, timestamptz, timestamptz), identity.read_half(bytea, timestamptz), identity.end_half(bytea),
  identity.second_factor_of(uuid), identity.propose_second_factor(uuid, bytea, timestamptz, timestamptz),
  identity.take_code(uuid, timestamptz), identity.lock_code(uuid, timestamptz), identity.use_step(uuid, bigint),
  identity.use_recovery_code(uuid, bytea, timestamptz), identity.confirm_second_factor(uuid, bytea[], timestamptz),
  identity.new_recovery_codes(uuid, bytea[]), identity.remove_second_factor(uuid, timestamptz), identity.second_factors_of_trust(),
  identity.sessions_of_holder(bytea, timestamptz), identity.end_others_of_holder(bytea, uuid, timestamptz),
  identity.sessions_in_trust(uuid, timestamptz), identity.end_session_in_trust(uuid, uuid, timestamptz),
  identity.directories_for(text, text), identity.any_directory(),
  identity.begin_attempt(bytea, uuid, timestamptz, timestamptz), identity.take_attempt(bytea, timestamptz), identity.directory_of_trust(),
  identity.save_directory(integer, boolean, text, text, bytea, text, text, text[], boolean, uuid, timestamptz),
  identity.link_for(text, text, text),
  identity.wait_for_admin(uuid, text, text, text, text, text, boolean, timestamptz, integer), identity.waiting_in_trust(),
  identity.join_waiting(uuid, uuid, uuid, boolean, uuid, timestamptz), identity.refuse_waiting(uuid, timestamptz),
  identity.links_of_trust(), identity.unlink(uuid, timestamptz), identity.prove_link(uuid, uuid, timestamptz)
  TO tincture_app;
