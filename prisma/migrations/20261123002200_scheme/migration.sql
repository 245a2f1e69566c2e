-- The scheme of delegation as a trust describes it: what is asked of whom, who changes the scheme, what a change would
-- have meant, and the sample of what passed by itself.

-- An approval is one signature: of a role, or of somebody named; one after the other by `step`, several of a kind by `seat`.
ALTER TABLE approval
  ADD COLUMN step smallint NOT NULL DEFAULT 1 CHECK (step BETWEEN 1 AND 20),   -- whose turn: the lowest that waits
  ADD COLUMN seat smallint NOT NULL DEFAULT 1 CHECK (seat BETWEEN 1 AND 99),   -- the how manieth of its role
  ADD COLUMN people uuid[] NOT NULL DEFAULT '{}',                              -- named: one of these; empty: whoever has the role
  DROP CONSTRAINT approval_trust_id_order_id_version_role_key,
  ADD UNIQUE (trust_id, order_id, version, role, seat);

-- What was asked stays as it was asked, an end is an end, and nobody decides before those whose turn comes first.
CREATE FUNCTION approval_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.trust_id, NEW.id, NEW.order_id, NEW.version, NEW.role, NEW.step, NEW.seat, NEW.people, NEW.reasons, NEW.retrospective)
    IS DISTINCT FROM
    (OLD.trust_id, OLD.id, OLD.order_id, OLD.version, OLD.role, OLD.step, OLD.seat, OLD.people, OLD.reasons, OLD.retrospective)
  THEN
    RAISE EXCEPTION 'what was asked for stays as it was asked';
  END IF;
  IF OLD.state <> 'waiting' AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'an approval that has ended stays so';
  END IF;
  IF OLD.state = 'waiting' AND NEW.state NOT IN ('waiting', 'lapsed') AND EXISTS (
    SELECT FROM approval a
    WHERE a.trust_id = NEW.trust_id AND a.order_id = NEW.order_id AND a.version = NEW.version
      AND a.retrospective = NEW.retrospective AND a.step < NEW.step AND a.state = 'waiting')
  THEN
    RAISE EXCEPTION 'somebody else decides before';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER approval_kept BEFORE UPDATE ON approval FOR EACH ROW EXECUTE FUNCTION approval_kept();
