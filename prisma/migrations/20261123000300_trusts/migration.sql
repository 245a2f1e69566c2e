-- Organisations and what a trust is made of. Every organisation, the hub included, is a tenant.
CREATE TABLE organisation (
  trust_id uuid PRIMARY KEY,
  ods_code text NOT NULL UNIQUE CHECK (ods_code ~ '^[A-Z0-9]{3,6}$'),
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('trust', 'hub')),
  hub_id uuid REFERENCES organisation (trust_id),
  gln text,
  endpoint_scheme text,
  endpoint_id text,
  address text[] NOT NULL DEFAULT '{}',
  invoice_address text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  created_at timestamptz(3) NOT NULL
);
SELECT tenant_table('organisation', 'SELECT, INSERT, UPDATE');
-- A hub sees which trusts are its own.
CREATE POLICY hub ON organisation FOR SELECT USING (hub_id = nullif(current_setting('app.trust_id', true), '')::uuid);
ALTER TABLE identity.membership ADD FOREIGN KEY (trust_id) REFERENCES organisation (trust_id);
ALTER TABLE identity.session ADD FOREIGN KEY (trust_id) REFERENCES organisation (trust_id);
ALTER TABLE identity.api_token ADD FOREIGN KEY (trust_id) REFERENCES organisation (trust_id);

-- The worker's round: every organisation, for jobs that run once a day in each.
CREATE FUNCTION every_trust() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT trust_id FROM organisation $$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION every_trust() OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON organisation TO tincture_search;
REVOKE ALL ON FUNCTION every_trust() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION every_trust() TO tincture_worker;

-- Whose reference data (packs, suppliers, frameworks) the current trust reads: its own and its hub's.
CREATE FUNCTION reference_owners() RETURNS uuid[]
LANGUAGE sql STABLE AS $$
  SELECT array_remove(ARRAY[trust_id, hub_id], NULL)
  FROM public.organisation
  WHERE trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
$$;

-- A reference table: rows belong to who loaded them; the owner writes, the owner's trusts read.
CREATE FUNCTION reference_table(name regclass) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY shared ON %s FOR SELECT USING (owner_id = ANY ((SELECT reference_owners())::uuid[]))', name);
  EXECUTE format(
    'CREATE POLICY owned ON %s USING (owner_id = nullif(current_setting(''app.trust_id'', true), '''')::uuid)'
    ' WITH CHECK (owner_id = nullif(current_setting(''app.trust_id'', true), '''')::uuid)', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO tincture_app, tincture_worker', name);
END
$$;
REVOKE ALL ON FUNCTION reference_table(regclass) FROM PUBLIC;

CREATE TABLE site (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  name text NOT NULL,
  ods_code text CHECK (ods_code ~ '^[A-Z0-9]{3,9}$'),
  gln text,
  address text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, name)
);
SELECT tenant_table('site');

CREATE TABLE store (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('pharmacy', 'cd_cupboard')),
  gln text,
  delivery_note text NOT NULL DEFAULT '',
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, site_id, name),
  FOREIGN KEY (trust_id, site_id) REFERENCES site (trust_id, id)
);
SELECT tenant_table('store');

CREATE TABLE cost_centre (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, code)
);
SELECT tenant_table('cost_centre');

-- Buying group for generics and procurement region for branded medicines: two mappings, each with its dates.
CREATE TABLE buying_group (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('generics', 'branded')),
  code text NOT NULL,
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  PRIMARY KEY (trust_id, id),
  CHECK (valid_to >= valid_from),
  EXCLUDE USING gist (trust_id WITH =, kind WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
);
SELECT tenant_table('buying_group');

CREATE TABLE trust_setting (
  trust_id uuid PRIMARY KEY REFERENCES organisation (trust_id),
  version integer NOT NULL CHECK (version > 0),
  data jsonb NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  changed_by uuid
);
SELECT tenant_table('trust_setting', 'SELECT, INSERT, UPDATE');

-- The trust's scheme of delegation as data; orders in flight keep the version they were submitted under.
CREATE TABLE approval_scheme (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  version integer NOT NULL CHECK (version > 0),
  effective_from date NOT NULL,
  rules jsonb NOT NULL,
  adopted_at timestamptz(3) NOT NULL,
  adopted_by uuid,
  PRIMARY KEY (trust_id, version)
);
SELECT tenant_table('approval_scheme', 'SELECT, INSERT');

-- Numbers of orders and goods received notes: unique in the trust, never used twice.
CREATE TABLE number_series (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  series text NOT NULL CHECK (series IN ('PH', 'GRN', 'UL')),
  year integer NOT NULL,
  last_number integer NOT NULL CHECK (last_number BETWEEN 1 AND 999999),
  PRIMARY KEY (trust_id, series, year)
);
SELECT tenant_table('number_series', 'SELECT, INSERT, UPDATE');

CREATE TABLE notice_choice (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  person_id uuid NOT NULL,
  kind text NOT NULL,
  wanted boolean NOT NULL,
  PRIMARY KEY (trust_id, person_id, kind)
);
SELECT tenant_table('notice_choice');
