-- A directory that is switched off, or is no longer the one that people came by, takes the sessions along that it opened;
-- one that becomes the only way takes along those that a password opened, an administrator's excepted.
CREATE OR REPLACE FUNCTION identity.save_directory(seen integer, is_active boolean, wanted_issuer text, wanted_client text, sealed bytea, wanted_id text, wanted_email text, wanted_domains text[], only_this boolean, by_whom uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = identity, pg_temp AS $$
DECLARE before directory;
BEGIN
  IF current_trust() IS NULL THEN RAISE EXCEPTION 'no trust'; END IF;
  SELECT * INTO before FROM directory d WHERE d.trust_id = current_trust() FOR UPDATE;
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
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE session s SET ended_at = at
  WHERE s.trust_id = current_trust() AND s.ended_at IS NULL AND CASE s.how
    WHEN 'directory' THEN NOT is_active
      OR (before.issuer, before.client_id, before.id_claim) IS DISTINCT FROM (wanted_issuer, wanted_client, wanted_id)
    ELSE is_active AND only_this AND NOT EXISTS (SELECT FROM membership m
      WHERE m.person_id = s.person_id AND m.trust_id = s.trust_id AND m.role = 'admin' AND m.ended_at IS NULL) END;
  RETURN true;
END
$$;
