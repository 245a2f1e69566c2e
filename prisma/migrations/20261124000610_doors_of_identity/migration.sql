-- Somebody unknown waits. False when so many wait already that no more are taken; who was refused is not among those who
-- wait, and does not stay longer for trying again. What is old is deleted once a day, not here.
CREATE OR REPLACE FUNCTION identity.wait_for_admin(new_id uuid, wanted_issuer text, wanted_claim text, wanted_subject text, full_name text, mail text, verified boolean, at timestamptz, most integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  UPDATE directory_waiting w SET name = full_name, email = mail, email_verified = verified,
    last_at = CASE WHEN w.refused_at IS NULL THEN at ELSE w.last_at END
  WHERE w.trust_id = current_trust() AND w.issuer = wanted_issuer AND w.claim = wanted_claim AND w.subject = wanted_subject;
  IF FOUND THEN RETURN true; END IF;
  IF (SELECT count(*) FROM directory_waiting w WHERE w.trust_id = current_trust() AND w.refused_at IS NULL) >= most THEN
    RETURN false;
  END IF;
  INSERT INTO directory_waiting (id, trust_id, issuer, claim, subject, name, email, email_verified, first_at, last_at)
  VALUES (new_id, current_trust(), wanted_issuer, wanted_claim, wanted_subject, full_name, mail, verified, at, at)
  ON CONFLICT DO NOTHING;
  RETURN true;
END
$$;

-- Forgets who waited at the current trust's directory and was not seen there since a moment.
CREATE FUNCTION identity.forget_waiting(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  WITH gone AS (
    DELETE FROM directory_waiting w WHERE w.trust_id = current_trust() AND w.last_at < before RETURNING 1
  )
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION identity.forget_waiting(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.forget_waiting(timestamptz) TO tincture_worker;

-- Takes a link away, and ends what was opened by the directory: nothing of another trust's link is touched.
CREATE OR REPLACE FUNCTION identity.unlink(which uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE who uuid;
BEGIN
  DELETE FROM half_sign_in h USING directory_link l
  WHERE l.id = which AND l.trust_id = current_trust() AND h.link_id = l.id;
  DELETE FROM directory_link WHERE id = which AND trust_id = current_trust() RETURNING person_id INTO who;
  IF who IS NOT NULL THEN
    UPDATE session SET ended_at = at WHERE person_id = who AND trust_id = current_trust() AND how = 'directory' AND ended_at IS NULL;
  END IF;
  RETURN who;
END
$$;

-- Forgets sessions of the current trust that were over before a moment; never those of the three months, the shortest time
-- a trust may set, before its newest one was opened. Only the worker forgets.
CREATE OR REPLACE FUNCTION identity.forget_sign_ins(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  WITH gone AS (
    DELETE FROM session s WHERE s.trust_id = current_trust() AND coalesce(s.ended_at, s.ends_at) <
      least(before, (SELECT max(n.opened_at) FROM session n WHERE n.trust_id = current_trust()) - interval '89 days')
    RETURNING 1
  )
  SELECT count(*) FROM gone
$$;
REVOKE EXECUTE ON FUNCTION identity.forget_sign_ins(timestamptz) FROM tincture_app;
