CREATE TABLE supplier (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  name text NOT NULL,
  code text NOT NULL,                     -- code in the source's files
  dmd_id text CHECK (dmd_id ~ '^[0-9]{6,18}$'),
  kind text NOT NULL CHECK (kind IN ('manufacturer', 'wholesaler', 'specials')),
  endpoint_scheme text,
  endpoint_id text,
  gln text,
  address text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  joined_to uuid REFERENCES supplier (id),  -- a trust's own that its hub has, too: what was ordered stays with it, nothing new goes there
  PRIMARY KEY (owner_id, id),
  UNIQUE (id),
  UNIQUE (owner_id, code),
  CHECK (joined_to <> id)
);
SELECT reference_table('supplier');
CREATE INDEX supplier_joined ON supplier (joined_to) WHERE joined_to IS NOT NULL;
CREATE UNIQUE INDEX supplier_name ON supplier (owner_id, lower(name));

-- How this trust trades with a supplier.
CREATE TABLE supplier_account (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  account_number text NOT NULL DEFAULT '',
  channel text NOT NULL CHECK (channel IN ('email', 'portal', 'phone')),
  order_email text,
  phone text NOT NULL DEFAULT '',
  minimum_order bigint NOT NULL DEFAULT 0 CHECK (minimum_order >= 0),  -- pence ex VAT
  carriage bigint NOT NULL DEFAULT 0 CHECK (carriage >= 0),            -- pence ex VAT, below the minimum
  cut_off text CHECK (cut_off ~ '^[0-2][0-9]:[0-5][0-9]$'),            -- London time
  lead_days integer NOT NULL DEFAULT 1 CHECK (lead_days BETWEEN 0 AND 365),
  answer_hours integer NOT NULL DEFAULT 24 CHECK (answer_hours BETWEEN 1 AND 720),
  shelf_life_days integer NOT NULL DEFAULT 180 CHECK (shelf_life_days BETWEEN 0 AND 3650),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (trust_id, supplier_id),
  CHECK (channel <> 'email' OR order_email IS NOT NULL)
);
SELECT tenant_table('supplier_account', 'SELECT, INSERT, UPDATE');

CREATE TABLE framework (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  reference text NOT NULL,                -- free text: no meaning is read from it
  category text NOT NULL,
  awarding_body text NOT NULL DEFAULT '',
  PRIMARY KEY (owner_id, id),
  UNIQUE (owner_id, reference)
);
SELECT reference_table('framework');

-- Trusts that a framework's prices reach.
CREATE TABLE framework_entitlement (
  owner_id uuid NOT NULL,
  framework_id uuid NOT NULL,
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  PRIMARY KEY (owner_id, framework_id, trust_id),
  FOREIGN KEY (owner_id, framework_id) REFERENCES framework (owner_id, id)
);
ALTER TABLE framework_entitlement ENABLE ROW LEVEL SECURITY;
ALTER TABLE framework_entitlement FORCE ROW LEVEL SECURITY;
CREATE POLICY owned ON framework_entitlement
  USING (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid);
CREATE POLICY entitled ON framework_entitlement FOR SELECT
  USING (trust_id = nullif(current_setting('app.trust_id', true), '')::uuid);
GRANT SELECT, INSERT, DELETE ON framework_entitlement TO tincture_app, tincture_worker;
CREATE INDEX framework_entitlement_trust ON framework_entitlement (trust_id, framework_id);

-- A price awarded to a supplier for a pack in a buying group between two dates. Never overwritten: closed and opened anew.
CREATE TABLE award (
  owner_id uuid NOT NULL,
  id uuid NOT NULL,
  framework_id uuid NOT NULL,
  lot text NOT NULL DEFAULT '',
  buying_group text NOT NULL,             -- 'NATIONAL' is a value
  ampp_id text NOT NULL,
  pack_owner_id uuid NOT NULL,            -- a trust may hold an award on a pack that its hub loaded
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  rank integer NOT NULL CHECK (rank BETWEEN 1 AND 99), -- 99 = unranked
  route text NOT NULL CHECK (route IN ('direct', 'wholesaler')),
  price bigint NOT NULL CHECK (price > 0),             -- ten-thousandths of a pound per pack, ex VAT
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  extension_to date,
  minimum_packs integer NOT NULL DEFAULT 1 CHECK (minimum_packs > 0),
  minimum_order bigint NOT NULL DEFAULT 0 CHECK (minimum_order >= 0),
  carriage bigint NOT NULL DEFAULT 0 CHECK (carriage >= 0),
  lead_days integer CHECK (lead_days BETWEEN 0 AND 365),
  annual_packs integer CHECK (annual_packs >= 0),
  status text NOT NULL CHECK (status IN ('active', 'suspended', 'terminated')),
  confidentiality text NOT NULL DEFAULT 'framework' CHECK (confidentiality IN ('open', 'framework', 'pas')),
  npc_code text NOT NULL DEFAULT '',
  notes text NOT NULL DEFAULT '',
  withdrawn boolean NOT NULL DEFAULT false, -- replaced on the day it began, or before
  load_id uuid,
  source_row integer,
  PRIMARY KEY (owner_id, id),
  FOREIGN KEY (owner_id, framework_id) REFERENCES framework (owner_id, id),
  FOREIGN KEY (pack_owner_id, ampp_id) REFERENCES pack (owner_id, ampp_id),
  CHECK (valid_to >= valid_from),
  CONSTRAINT one_price_a_day EXCLUDE USING gist (
    owner_id WITH =, ampp_id WITH =, supplier_id WITH =, buying_group WITH =, rank WITH =,
    daterange(valid_from, valid_to, '[]') WITH &&) WHERE (NOT withdrawn AND status <> 'terminated')
);
ALTER TABLE award ENABLE ROW LEVEL SECURITY;
ALTER TABLE award FORCE ROW LEVEL SECURITY;
CREATE POLICY owned ON award
  USING (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid)
  WITH CHECK (owner_id = nullif(current_setting('app.trust_id', true), '')::uuid);
CREATE POLICY entitled ON award FOR SELECT
  USING (owner_id = ANY ((SELECT reference_owners())::uuid[]) AND EXISTS (
    SELECT FROM framework_entitlement e
    WHERE e.trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
      AND e.owner_id = award.owner_id AND e.framework_id = award.framework_id));
GRANT SELECT, INSERT, UPDATE ON award TO tincture_app, tincture_worker;
CREATE INDEX award_pack ON award (ampp_id, buying_group, owner_id);
CREATE INDEX award_ending ON award (owner_id, valid_to);
CREATE INDEX award_framework ON award (owner_id, framework_id, buying_group);
CREATE INDEX award_group ON award (owner_id, buying_group, valid_to) INCLUDE (valid_from, ampp_id, pack_owner_id, framework_id)
  WHERE status = 'active' AND NOT withdrawn; -- read whole by the order pad's search, so it must do without the table

-- Packs on which anybody ever had an award, with what the search asks of them: where the order pad's search looks for contracts,
-- before it asks the awards which of them hold for a trust. No role of the app sees it, for nobody is to know of another's
-- contract; the triggers keep it.
CREATE TABLE awarded_pack (
  owner_id uuid NOT NULL,
  ampp_id text NOT NULL,
  vmp_id text NOT NULL,
  discontinued boolean NOT NULL,
  search text NOT NULL,
  PRIMARY KEY (owner_id, ampp_id),
  FOREIGN KEY (owner_id, ampp_id) REFERENCES pack (owner_id, ampp_id)
);
ALTER TABLE awarded_pack ENABLE ROW LEVEL SECURITY;
ALTER TABLE awarded_pack FORCE ROW LEVEL SECURITY;
CREATE INDEX awarded_pack_search ON awarded_pack USING gin (search gin_trgm_ops) WITH (fastupdate = off);

CREATE FUNCTION award_marks_packs() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO awarded_pack (owner_id, ampp_id, vmp_id, discontinued, search)
    SELECT p.owner_id, p.ampp_id, p.vmp_id, p.discontinued, p.search
    FROM (SELECT ampp_id FROM fresh EXCEPT SELECT ampp_id FROM awarded_pack) f JOIN pack p ON p.ampp_id = f.ampp_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE FUNCTION pack_keeps_mark() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO awarded_pack (owner_id, ampp_id, vmp_id, discontinued, search)
    SELECT p.owner_id, p.ampp_id, p.vmp_id, p.discontinued, p.search FROM fresh p
    WHERE EXISTS (SELECT FROM award a WHERE a.ampp_id = p.ampp_id)
    ON CONFLICT (owner_id, ampp_id) DO UPDATE
    SET vmp_id = excluded.vmp_id, discontinued = excluded.discontinued, search = excluded.search
    WHERE (awarded_pack.vmp_id, awarded_pack.discontinued, awarded_pack.search)
      IS DISTINCT FROM (excluded.vmp_id, excluded.discontinued, excluded.search);
  RETURN NULL;
END
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION award_marks_packs() OWNER TO tincture_search;
ALTER FUNCTION pack_keeps_mark() OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
REVOKE ALL ON FUNCTION award_marks_packs(), pack_keeps_mark() FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON awarded_pack TO tincture_search;
GRANT SELECT ON pack, award TO tincture_search;
CREATE TRIGGER award_marks_packs AFTER INSERT ON award REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION award_marks_packs();
CREATE TRIGGER pack_keeps_mark_new AFTER INSERT ON pack REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION pack_keeps_mark();
CREATE TRIGGER pack_keeps_mark_changed AFTER UPDATE ON pack REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION pack_keeps_mark();

CREATE TABLE award_wholesaler (
  owner_id uuid NOT NULL,
  award_id uuid NOT NULL,
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  PRIMARY KEY (owner_id, award_id, supplier_id),
  FOREIGN KEY (owner_id, award_id) REFERENCES award (owner_id, id)
);
SELECT reference_table('award_wholesaler');

-- Prices on file that are not contract prices: quotes and wholesalers' net prices, with their source. Never overwritten:
-- ended and entered anew; withdrawn when it is replaced on the day it begins, or before.
CREATE TABLE supplier_price (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  ampp_id text NOT NULL,
  price bigint NOT NULL CHECK (price > 0),
  source text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  entered_by uuid,
  entered_at timestamptz(3) NOT NULL,
  withdrawn boolean NOT NULL DEFAULT false,
  PRIMARY KEY (trust_id, id),
  CHECK (valid_to >= valid_from),
  EXCLUDE USING gist (trust_id WITH =, supplier_id WITH =, ampp_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    WHERE (NOT withdrawn)
);
SELECT tenant_table('supplier_price', 'SELECT, INSERT');
GRANT UPDATE (valid_to, withdrawn) ON supplier_price TO tincture_app, tincture_worker;
CREATE INDEX supplier_price_pack ON supplier_price (trust_id, ampp_id);
CREATE INDEX supplier_price_supplier ON supplier_price (trust_id, supplier_id, valid_to);
