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

-- What the catalogue said when the line was ordered.
ALTER TABLE order_line ADD COLUMN high_cost boolean NOT NULL DEFAULT false;

-- Orders as they were submitted, one after the other: what a change of the scheme is tried on.
CREATE INDEX purchase_order_in_turn ON purchase_order (trust_id, submitted_at, id) WHERE submitted_at IS NOT NULL;

-- A change of the scheme that one person proposes and another one decides on; one at a time.
CREATE TABLE scheme_proposal (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  based_on integer NOT NULL,                     -- the version it was made from
  rules jsonb NOT NULL,
  effective_from date NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  edit integer NOT NULL DEFAULT 1 CHECK (edit > 0),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'adopted', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz(3),
  decided_note text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, based_on) REFERENCES approval_scheme (trust_id, version),
  CHECK ((state = 'open') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state NOT IN ('adopted', 'refused') OR decided_by <> proposed_by), -- the second person is another one
  CHECK (state <> 'refused' OR decided_note <> '')
);
SELECT tenant_table('scheme_proposal', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX scheme_proposal_open ON scheme_proposal (trust_id) WHERE state = 'open';

-- What was proposed stays as it was proposed, and a decision stays.
CREATE FUNCTION scheme_proposal_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'open' OR (NEW.trust_id, NEW.id, NEW.based_on, NEW.rules, NEW.effective_from, NEW.reason, NEW.proposed_by, NEW.proposed_at)
    IS DISTINCT FROM (OLD.trust_id, OLD.id, OLD.based_on, OLD.rules, OLD.effective_from, OLD.reason, OLD.proposed_by, OLD.proposed_at)
  THEN
    RAISE EXCEPTION 'a proposal stays as it was made and decided';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER scheme_proposal_kept BEFORE UPDATE ON scheme_proposal FOR EACH ROW EXECUTE FUNCTION scheme_proposal_kept();

-- Every version after the first comes from a proposal that a second person adopted.
ALTER TABLE approval_scheme
  ADD COLUMN proposal_id uuid,
  ADD FOREIGN KEY (trust_id, proposal_id) REFERENCES scheme_proposal (trust_id, id),
  ADD UNIQUE (trust_id, proposal_id);
CREATE FUNCTION scheme_seconded() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version > 1 AND NOT EXISTS (
    SELECT FROM scheme_proposal p
    WHERE p.trust_id = NEW.trust_id AND p.id = NEW.proposal_id AND p.state = 'adopted' AND p.decided_by = NEW.adopted_by
      AND p.rules = NEW.rules AND NEW.effective_from >= p.effective_from)
  THEN
    RAISE EXCEPTION 'a version of the scheme needs a second person';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER scheme_seconded BEFORE INSERT ON approval_scheme FOR EACH ROW EXECUTE FUNCTION scheme_seconded();

-- What a proposal would have meant: the orders of the last three months under it, worked out by the worker in parts.
CREATE TABLE scheme_trial (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  proposal_id uuid NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  run integer NOT NULL DEFAULT 0 CHECK (run >= 0),          -- begun anew after a fault: what an earlier run writes counts no more
  tries integer NOT NULL DEFAULT 0,
  orders integer NOT NULL DEFAULT 0,                        -- looked at so far
  orders_in_all integer,
  in_force jsonb NOT NULL,                                  -- the rules that it is held against
  ended_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, proposal_id) REFERENCES scheme_proposal (trust_id, id),
  CHECK (to_on >= from_on),
  CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL))
);
SELECT tenant_table('scheme_trial', 'SELECT, INSERT, UPDATE');
CREATE INDEX scheme_trial_of ON scheme_trial (trust_id, proposal_id, id DESC);

-- Whom an order would have needed: now and then, as a short text that the words are made from.
CREATE TABLE scheme_trial_order (
  trust_id uuid NOT NULL,
  trial_id uuid NOT NULL,
  order_id uuid NOT NULL,
  now_needs text NOT NULL,
  then_needs text NOT NULL,
  change text NOT NULL CHECK (change IN ('same', 'more', 'less', 'other')),
  PRIMARY KEY (trust_id, trial_id, order_id),
  FOREIGN KEY (trust_id, trial_id) REFERENCES scheme_trial (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id)
);
SELECT tenant_table('scheme_trial_order', 'SELECT, INSERT, DELETE');
CREATE INDEX scheme_trial_order_needs ON scheme_trial_order (trust_id, trial_id, now_needs, then_needs, order_id);

-- Orders that passed by themselves, picked for somebody to look at.
CREATE TABLE passed_sample (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  version integer NOT NULL,
  rate smallint NOT NULL CHECK (rate BETWEEN 1 AND 100),    -- of a hundred, as the scheme said when it was picked
  scheme_version integer NOT NULL,
  picked_at timestamptz(3) NOT NULL,
  outcome text CHECK (outcome IN ('fine', 'not_fine')),
  words text NOT NULL DEFAULT '',
  checked_by uuid,
  checked_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, order_id, version),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  FOREIGN KEY (trust_id, scheme_version) REFERENCES approval_scheme (trust_id, version),
  CHECK ((outcome IS NULL) = (checked_by IS NULL) AND (outcome IS NULL) = (checked_at IS NULL)),
  CHECK (outcome IS DISTINCT FROM 'not_fine' OR words <> '')
);
SELECT tenant_table('passed_sample', 'SELECT, INSERT, UPDATE');
CREATE INDEX passed_sample_open ON passed_sample (trust_id, id DESC) WHERE outcome IS NULL;
CREATE INDEX passed_sample_outcome ON passed_sample (trust_id, outcome);

-- What was found stays found, and what was picked stays picked.
CREATE FUNCTION passed_sample_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.outcome IS NOT NULL OR (NEW.trust_id, NEW.id, NEW.order_id, NEW.version, NEW.rate, NEW.scheme_version, NEW.picked_at)
    IS DISTINCT FROM (OLD.trust_id, OLD.id, OLD.order_id, OLD.version, OLD.rate, OLD.scheme_version, OLD.picked_at)
  THEN
    RAISE EXCEPTION 'a sample stays as it was picked and found';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER passed_sample_kept BEFORE UPDATE ON passed_sample FOR EACH ROW EXECUTE FUNCTION passed_sample_kept();
