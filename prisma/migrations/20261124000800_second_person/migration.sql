-- What takes a second person, beyond resets and roles: letting somebody new in with an approving role, taking an administrator
-- away, another e-mail address to sign in with, weaker rules of signing in, the directory.
ALTER TABLE person_request ALTER COLUMN person_id DROP NOT NULL;
ALTER TABLE person_request DROP CONSTRAINT person_request_kind_check;
ALTER TABLE person_request ADD CONSTRAINT person_request_kind_check
  CHECK (kind IN ('reset', 'roles', 'new', 'leave', 'email', 'settings', 'directory'));
-- What is asked about the rules of the trust is about nobody; who is new is nobody before it is agreed to.
ALTER TABLE person_request ADD CONSTRAINT person_request_about
  CHECK (kind = 'new' OR (person_id IS NULL) = (kind IN ('settings', 'directory')));
DO $$
DECLARE old text;
BEGIN
  SELECT conname INTO STRICT old FROM pg_constraint
  WHERE conrelid = 'person_request'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%taken_at%';
  EXECUTE format('ALTER TABLE person_request DROP CONSTRAINT %I', old);
END
$$;
ALTER TABLE person_request ADD CONSTRAINT person_request_taken
  CHECK (taken_at IS NULL OR (kind IN ('reset', 'new') AND state = 'agreed'));

-- What takes a second person and was done by one, because nobody else's word counted or it could not wait (a leaver): listed for
-- the auditor, never changed.
CREATE TABLE done_alone (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('admin', 'approver', 'demote', 'new', 'leave', 'email', 'settings', 'directory')),
  person_id uuid,                                 -- whom it is about; null for the rules of the trust
  roles text[] NOT NULL DEFAULT '{}',             -- those that were given or taken away
  done_by uuid NOT NULL,
  done_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  CHECK ((person_id IS NULL) = (kind IN ('settings', 'directory')))
);
SELECT tenant_table('done_alone', 'SELECT, INSERT');
CREATE INDEX done_alone_at ON done_alone (trust_id, done_at DESC, id DESC);

-- A person of the current trust, and of no other, is called something else, or signs in with another address: 'done',
-- 'elsewhere' where another trust has them too, 'taken' where somebody has that address.
CREATE FUNCTION identity.correct_person(who uuid, full_name text, mail text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM membership WHERE person_id = who AND trust_id = current_trust()) THEN
    RETURN 'unknown';
  END IF;
  IF EXISTS (SELECT FROM membership WHERE person_id = who AND trust_id <> current_trust() AND ended_at IS NULL) THEN
    RETURN 'elsewhere';
  END IF;
  IF EXISTS (SELECT FROM person WHERE email = lower(mail) AND id <> who) THEN
    RETURN 'taken';
  END IF;
  UPDATE person SET name = coalesce(full_name, name), email = coalesce(lower(mail), email) WHERE id = who;
  RETURN 'done';
END
$$;
REVOKE ALL ON FUNCTION identity.correct_person(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.correct_person(uuid, text, text) TO tincture_app;

-- As before, and: who gets a role back within a week of losing it, having held it for a week, holds it since they first did.
-- A word that counted is not silenced by taking a role away and giving it back.
CREATE OR REPLACE FUNCTION identity.set_roles(who uuid, wanted text[], at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  UPDATE membership SET ended_at = at WHERE trust_id = current_trust() AND person_id = who AND ended_at IS NULL AND NOT role = ANY (wanted);
  INSERT INTO membership (trust_id, person_id, role, granted_at)
    SELECT current_trust(), who, r, at FROM unnest(wanted) r
    ON CONFLICT (trust_id, person_id, role) DO UPDATE SET ended_at = NULL, granted_at = CASE
      WHEN membership.ended_at > at - interval '7 days' AND membership.ended_at >= membership.granted_at + interval '7 days'
      THEN membership.granted_at ELSE at END
    WHERE membership.ended_at IS NOT NULL;
  IF cardinality(wanted) = 0 THEN
    UPDATE session SET ended_at = at WHERE person_id = who AND trust_id = current_trust() AND ended_at IS NULL;
    UPDATE api_token SET revoked_at = at WHERE person_id = who AND trust_id = current_trust() AND revoked_at IS NULL;
  END IF;
END
$$;
