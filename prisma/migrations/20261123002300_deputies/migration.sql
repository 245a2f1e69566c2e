-- Somebody is away, or somebody else decides in their place, or both: from, until, how far, and why. Never changed but for
-- the consent and the end: what was agreed to cannot grow afterwards.
CREATE TABLE deputising (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  for_person uuid NOT NULL,                       -- whose power it is
  deputy uuid,                                    -- who decides in their place; null: away, and nobody does
  away boolean NOT NULL,                          -- what comes to them goes to the deputy
  from_at timestamptz(3) NOT NULL,
  until_at timestamptz(3) NOT NULL,               -- the first moment at which it holds no more
  most bigint CHECK (most >= 0),                  -- pence with VAT; null: as far as the person's own power goes
  kinds text[] NOT NULL CHECK (kinds <@ ARRAY['money', 'contract', 'new', 'controlled', 'unlicensed', 'afterwards']),
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL CHECK (state IN ('asked', 'agreed', 'declined')),
  made_by uuid NOT NULL,
  made_at timestamptz(3) NOT NULL,
  answered_by uuid,
  answered_at timestamptz(3),
  ended_by uuid,
  ended_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  CHECK (until_at > from_at AND until_at - from_at <= interval '93 days'),
  CHECK (deputy IS NOT NULL OR away),
  CHECK (deputy IS NULL OR (deputy <> for_person AND kinds <> '{}')),
  CHECK ((answered_by IS NULL) = (answered_at IS NULL) AND (ended_by IS NULL) = (ended_at IS NULL)),
  -- nobody hands out another's power alone, and nobody consents to their own proposal or for themselves as the deputy
  CHECK (state <> 'agreed' OR made_by = for_person OR answered_by IS NOT NULL),
  CHECK (answered_by IS NULL OR (answered_by <> made_by AND answered_by IS DISTINCT FROM deputy)),
  CONSTRAINT deputising_once EXCLUDE USING gist (trust_id WITH =, for_person WITH =, deputy WITH =,
    tstzrange(from_at, until_at) WITH &&) WHERE (deputy IS NOT NULL AND ended_at IS NULL AND state <> 'declined')
);
SELECT tenant_table('deputising', 'SELECT, INSERT');
GRANT UPDATE (state, answered_by, answered_at, ended_by, ended_at) ON deputising TO tincture_app, tincture_worker;
CREATE INDEX deputising_running ON deputising (trust_id, until_at) WHERE ended_at IS NULL;

-- In whose place an approval was decided, and by what: both names stand on it.
ALTER TABLE approval ADD COLUMN decided_for uuid;
ALTER TABLE approval ADD COLUMN deputising_id uuid;
ALTER TABLE approval ADD FOREIGN KEY (trust_id, deputising_id) REFERENCES deputising (trust_id, id);
ALTER TABLE approval ADD CHECK ((decided_for IS NULL) = (deputising_id IS NULL));
ALTER TABLE approval ADD CHECK (decided_for IS NULL OR (decided_by IS NOT NULL AND decided_for <> decided_by));
-- Nobody's name stands under two approvals of one version, as themselves or through a deputy.
CREATE UNIQUE INDEX approval_two_powers ON approval (trust_id, order_id, version, decided_for) WHERE decided_for IS NOT NULL;
CREATE FUNCTION approval_two_names() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM approval a WHERE a.trust_id = NEW.trust_id AND a.order_id = NEW.order_id
    AND a.version = NEW.version AND a.id <> NEW.id AND (a.decided_by = NEW.decided_for OR a.decided_for = NEW.decided_by)) THEN
    RAISE unique_violation USING CONSTRAINT = 'approval_two_powers', MESSAGE = 'approval_two_powers: one name under two approvals';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER approval_two_names BEFORE INSERT OR UPDATE ON approval FOR EACH ROW
  WHEN (NEW.decided_by IS NOT NULL) EXECUTE FUNCTION approval_two_names();

-- What was done about an approval that waits too long: reminded once, then asked further up once.
CREATE TABLE approval_chase (
  trust_id uuid NOT NULL,
  approval_id uuid NOT NULL,
  remind_at timestamptz(3) NOT NULL,
  escalate_at timestamptz(3) NOT NULL,
  next_at timestamptz(3),                         -- null: nothing more is to be done
  reminded_at timestamptz(3),
  reminded uuid[] NOT NULL DEFAULT '{}',          -- whom
  escalated_at timestamptz(3),
  escalated uuid[] NOT NULL DEFAULT '{}',         -- whom it came to beside those it was asked of
  escalated_role text,
  PRIMARY KEY (trust_id, approval_id),
  FOREIGN KEY (trust_id, approval_id) REFERENCES approval (trust_id, id),
  CHECK (escalate_at >= remind_at)
);
SELECT tenant_table('approval_chase', 'SELECT, INSERT, UPDATE');

-- The worker's round: trusts with an approval that nobody has looked after yet, or whose time to be chased has come.
CREATE FUNCTION trusts_with_approvals_to_chase(at timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT a.trust_id FROM approval a
  LEFT JOIN approval_chase c ON c.trust_id = a.trust_id AND c.approval_id = a.id
  WHERE a.state = 'waiting' AND CASE WHEN c.approval_id IS NOT NULL THEN c.next_at <= at
    ELSE NOT EXISTS (SELECT FROM approval b WHERE b.trust_id = a.trust_id AND b.order_id = a.order_id
      AND b.version = a.version AND b.retrospective = a.retrospective AND b.step < a.step AND b.state = 'waiting') END
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_with_approvals_to_chase(timestamptz) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON approval, approval_chase TO tincture_search;
REVOKE ALL ON FUNCTION trusts_with_approvals_to_chase(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_with_approvals_to_chase(timestamptz) TO tincture_worker;

-- Unlicensed medicines: who asked for it, and how its quality was assessed.
ALTER TABLE unlicensed_approval ADD COLUMN request text NOT NULL DEFAULT '';
ALTER TABLE unlicensed_approval ADD COLUMN quality text NOT NULL DEFAULT '';

-- Controlled drugs: what the signer was shown of three months' usage, and why more than that is wanted.
ALTER TABLE requisition ADD COLUMN usage jsonb NOT NULL DEFAULT '[]';
ALTER TABLE requisition ADD COLUMN unusual_reason text NOT NULL DEFAULT '';
-- The place in the controlled drugs register under which a receipt was entered.
CREATE TABLE cd_register_entry (
  trust_id uuid NOT NULL,
  receipt_line_id uuid NOT NULL,
  reference text NOT NULL CHECK (reference <> ''),
  entered_by uuid NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, receipt_line_id),
  FOREIGN KEY (trust_id, receipt_line_id) REFERENCES receipt_line (trust_id, id)
);
SELECT tenant_table('cd_register_entry', 'SELECT, INSERT');

-- An emergency of this person that nobody has decided: looked up whenever they raise the next one.
CREATE INDEX approval_afterwards ON approval (trust_id, due_at) WHERE state = 'waiting' AND retrospective;
