-- Everything kept about a person is made by the worker, like a long list: one file of JSON for each kind, in a ZIP.
ALTER TABLE list_file DROP CONSTRAINT list_file_format_check;
ALTER TABLE list_file ADD CONSTRAINT list_file_format_check CHECK (format IN ('csv', 'xlsx', 'zip'));
ALTER TABLE list_file ADD CONSTRAINT list_file_zip_is_of_a_person
  CHECK ((list = 'personal-data') = (format = 'zip') AND (list <> 'personal-data' OR query ? 'person'));

-- What stands about a person outside the tables of the trust, for the current trust: never a password, a hash or a key.
CREATE FUNCTION identity.kept_about(who uuid) RETURNS TABLE (kind text, kept jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = identity, pg_temp AS $$
  WITH member AS (
    SELECT p.* FROM person p
    WHERE p.id = who AND EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.trust_id = current_trust())
  )
  SELECT 'person', jsonb_build_object('id', p.id, 'name', p.name, 'email', p.email, 'known since', p.created_at) FROM member p
  UNION ALL
  SELECT 'password', jsonb_build_object('changed at', c.changed_at, 'one-time', c.one_time, 'failed tries', c.failures, 'locked until', c.locked_until)
    FROM credential c JOIN member p ON p.id = c.person_id
  UNION ALL
  SELECT 'second-factor', jsonb_build_object('set up at', f.confirmed_at, 'begun at', f.proposed_at, 'failed tries', f.failures,
      'locked until', f.locked_until,
      'recovery codes left', (SELECT count(*) FROM recovery_code r WHERE r.person_id = f.person_id AND r.used_at IS NULL))
    FROM second_factor f JOIN member p ON p.id = f.person_id
  UNION ALL
  SELECT 'roles', jsonb_build_object('role', m.role, 'given at', m.granted_at, 'ended at', m.ended_at)
    FROM membership m JOIN member p ON p.id = m.person_id WHERE m.trust_id = current_trust()
  UNION ALL
  SELECT 'asked-to-join', jsonb_build_object('roles', j.roles, 'asked at', j.asked_at, 'until', j.expires_at)
    FROM joining j JOIN member p ON p.id = j.person_id WHERE j.trust_id = current_trust()
  UNION ALL
  SELECT 'leaving', jsonb_build_object('leaves on', l.leaves_on, 'said at', l.said_at, 'you', CASE WHEN l.person_id = who THEN 'leave'
      WHEN l.hand_to = who THEN 'take over' ELSE 'said so' END)
    FROM leaving l WHERE l.trust_id = current_trust() AND who IN (l.person_id, l.hand_to, l.said_by)
  UNION ALL
  SELECT 'sign-ins', jsonb_build_object('opened at', s.opened_at, 'last used at', s.seen_at, 'ended at', s.ended_at, 'ends at', s.ends_at,
      'how', s.how, 'second factor', s.second, 'device', s.device)
    FROM session s JOIN member p ON p.id = s.person_id WHERE s.trust_id = current_trust()
  UNION ALL
  SELECT 'tokens', jsonb_build_object('name', t.name, 'scopes', t.scopes, 'made at', t.created_at, 'until', t.expires_at,
      'last used at', t.used_at, 'ended at', t.revoked_at, 'yours', t.person_id = who, 'ended by you', t.revoked_by = who)
    FROM api_token t WHERE t.trust_id = current_trust() AND who IN (t.person_id, t.revoked_by)
  UNION ALL
  SELECT 'directory', jsonb_build_object('issuer', d.issuer, 'claim', d.claim, 'subject', CASE WHEN d.person_id = who THEN d.subject END,
      'joined at', d.joined_at, 'proven at', d.proven_at, 'yours', d.person_id = who, 'joined by you', d.joined_by = who)
    FROM directory_link d WHERE d.trust_id = current_trust() AND who IN (d.person_id, d.joined_by)
  UNION ALL
  SELECT 'directory-settings', jsonb_build_object('issuer', d.issuer, 'changed at', d.changed_at)
    FROM directory d WHERE d.trust_id = current_trust() AND d.changed_by = who
$$;
REVOKE ALL ON FUNCTION identity.kept_about(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.kept_about(uuid) TO tincture_worker;
