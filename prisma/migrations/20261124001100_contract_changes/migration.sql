-- What a contract catalogue changes: line by line, agreed by a second person, weighed by each trust at its own usage.

ALTER TABLE file_load DROP CONSTRAINT file_load_state_check;
ALTER TABLE file_load ADD CONSTRAINT file_load_state_check CHECK (state IN ('reading', 'columns', 'checking', 'ready',
  'proposed', 'faulty', 'unchanged', 'loading', 'loaded', 'cancelled', 'failed', 'undone'));
ALTER TABLE file_load
  ADD COLUMN proposed_by uuid,                  -- who asked a second person to agree
  ADD COLUMN proposed_at timestamptz(3),
  ADD COLUMN returned text NOT NULL DEFAULT ''; -- why it was given back, until it is proposed again

-- A catalogue as far as those whom it reaches may know of it. Written anew each time the file is checked, until it is agreed to.
CREATE TABLE contract_change_set (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  load_id uuid NOT NULL,
  owner_name text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  rows_total integer NOT NULL,
  lines integer NOT NULL,                       -- changes of it
  first_on date NOT NULL,                       -- the first day on which one of them holds
  last_on date NOT NULL,
  agreed_at timestamptz(3),
  undone_at timestamptz(3),
  PRIMARY KEY (owner_id, load_id),
  CHECK (last_on >= first_on)
);
ALTER TABLE contract_change_set ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_change_set FORCE ROW LEVEL SECURITY;
CREATE POLICY owned ON contract_change_set
  USING (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid);
CREATE POLICY agreed ON contract_change_set FOR SELECT
  USING (owner_id = ANY ((SELECT reference_owners())::uuid[]) AND agreed_at IS NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON contract_change_set TO tincture_app, tincture_worker;
CREATE INDEX contract_change_set_day ON contract_change_set (owner_id, last_on);

-- One line that changes: what held until then and what holds from then on, as they are called that day.
CREATE TABLE contract_change (
  owner_id uuid NOT NULL,
  load_id uuid NOT NULL,
  n integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new', 'up', 'down', 'terms', 'supplier', 'ended')),
  source_row integer,                           -- none where a line ends by itself and the file has nothing after it
  reference text NOT NULL,
  lot text NOT NULL,
  buying_group text NOT NULL,
  vmp_id text NOT NULL,
  product text NOT NULL,
  starts_on date NOT NULL,
  old_ampp_id text,
  old_pack text NOT NULL DEFAULT '',
  old_supplier text NOT NULL DEFAULT '',
  old_price bigint,                             -- ten-thousandths of a pound per pack, ex VAT
  old_units bigint,                             -- thousandths of a unit in the pack
  old_confidential boolean NOT NULL DEFAULT false, -- of a patient access scheme
  new_ampp_id text,                             -- of a line that ends: the next best contract
  new_pack text NOT NULL DEFAULT '',
  new_supplier text NOT NULL DEFAULT '',
  new_price bigint,
  new_units bigint,
  new_confidential boolean NOT NULL DEFAULT false,
  PRIMARY KEY (owner_id, load_id, n),
  FOREIGN KEY (owner_id, load_id) REFERENCES contract_change_set (owner_id, load_id),
  CHECK ((old_price IS NULL) = (old_units IS NULL) AND (new_price IS NULL) = (new_units IS NULL)),
  CHECK (kind = 'ended' OR new_price IS NOT NULL),
  CHECK (kind = 'new' OR old_price IS NOT NULL)
);
ALTER TABLE contract_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_change FORCE ROW LEVEL SECURITY;
CREATE POLICY owned ON contract_change
  USING (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid);
CREATE POLICY agreed ON contract_change FOR SELECT
  USING (owner_id = ANY ((SELECT reference_owners())::uuid[]) AND EXISTS (
    SELECT FROM contract_change_set s
    WHERE s.owner_id = contract_change.owner_id AND s.load_id = contract_change.load_id AND s.agreed_at IS NOT NULL)
  AND EXISTS (
    SELECT FROM framework f JOIN framework_entitlement e ON e.owner_id = f.owner_id AND e.framework_id = f.id
    WHERE f.owner_id = contract_change.owner_id AND f.reference = contract_change.reference
      AND e.trust_id = nullif(current_setting('app.trust_id', true), '')::uuid));
GRANT SELECT, INSERT, DELETE ON contract_change TO tincture_app, tincture_worker;

-- What a change does to one trust, at what it used in the last twelve months: nobody else sees it, the hub no more than others.
CREATE TABLE contract_effect (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  owner_id uuid NOT NULL,
  load_id uuid NOT NULL,
  n integer NOT NULL,
  part text NOT NULL CHECK (part IN ('act', 'rest', 'unused')),
  todo text NOT NULL CHECK (todo IN ('supplier', 'alone', 'ended', 'steep', 'none')),
  units_milli bigint NOT NULL,                  -- a year, thousandths of a unit
  effect bigint,                                -- pence a year ex VAT; none where nothing is known to compare with
  confidential boolean NOT NULL,                -- it, or what it is worked out from, is of a patient access scheme
  PRIMARY KEY (trust_id, owner_id, load_id, n),
  FOREIGN KEY (owner_id, load_id, n) REFERENCES contract_change (owner_id, load_id, n)
);
SELECT tenant_table('contract_effect', 'SELECT, INSERT, DELETE');

-- The weighing of one catalogue by one trust: counts and sums, and who has been told.
CREATE TABLE contract_weighing (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  owner_id uuid NOT NULL,
  load_id uuid NOT NULL,
  totals jsonb NOT NULL,
  weighed_at timestamptz(3) NOT NULL,
  told_at timestamptz(3),
  PRIMARY KEY (trust_id, owner_id, load_id),
  FOREIGN KEY (owner_id, load_id) REFERENCES contract_change_set (owner_id, load_id)
);
SELECT tenant_table('contract_weighing');

-- The worker's round: trusts with a catalogue that is agreed to and that they have not weighed since. Says which trusts, and nothing of them.
CREATE FUNCTION trusts_with_changes_to_weigh(today date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT o.trust_id FROM contract_change_set s
  JOIN organisation o ON o.kind = 'trust' AND s.owner_id IN (o.trust_id, o.hub_id)
  LEFT JOIN contract_weighing w ON w.trust_id = o.trust_id AND w.owner_id = s.owner_id AND w.load_id = s.load_id
  WHERE s.agreed_at IS NOT NULL AND s.undone_at IS NULL AND s.last_on >= today - 31 AND w.told_at IS NULL
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_with_changes_to_weigh(date) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON contract_change_set, contract_weighing, organisation TO tincture_search;
REVOKE ALL ON FUNCTION trusts_with_changes_to_weigh(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_with_changes_to_weigh(date) TO tincture_worker;

-- Which templates hold a pack whose contract changes.
CREATE INDEX template_line_pack ON template_line (trust_id, ampp_id);
