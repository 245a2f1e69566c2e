-- A one-time password that nobody used ends by itself: sign-in is told since when it waits to be changed.
DROP FUNCTION identity.sign_in_lookup(text);
CREATE FUNCTION identity.sign_in_lookup(wanted text)
RETURNS TABLE (person_id uuid, password_hash text, trust_ids uuid[], one_time_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  SELECT p.id, c.password_hash,
    ARRAY(SELECT m.trust_id FROM membership m WHERE m.person_id = p.id AND m.ended_at IS NULL
      GROUP BY m.trust_id ORDER BY min(m.granted_at), m.trust_id),
    CASE WHEN c.one_time THEN c.changed_at END
  FROM person p JOIN credential c ON c.person_id = p.id
  WHERE p.email = lower(wanted)
$$;
REVOKE ALL ON FUNCTION identity.sign_in_lookup(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.sign_in_lookup(text) TO tincture_app;

-- Today asks which controlled drugs came and stand in no register yet: their lines are few among all.
CREATE INDEX order_line_registered ON order_line (trust_id, id) WHERE cd_category IN ('0001', '0002', '0003');
