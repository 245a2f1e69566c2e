-- A file that was loaded, kept as it came, with who and when.
CREATE TABLE file_load (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('contracts', 'packs')),
  file_name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer NOT NULL,
  content bytea NOT NULL,
  rows_total integer NOT NULL,
  rows_added integer NOT NULL,
  rows_changed integer NOT NULL,
  rows_unchanged integer NOT NULL,
  loaded_by uuid,
  loaded_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id)
);
SELECT tenant_table('file_load', 'SELECT, INSERT');

-- A file that somebody chose and has not loaded yet: looked through, shown, loaded or thrown away.
CREATE TABLE file_stage (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('contracts', 'packs')),
  file_name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea NOT NULL,
  staged_by uuid NOT NULL,
  staged_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id)
);
SELECT tenant_table('file_stage', 'SELECT, INSERT, DELETE');
CREATE INDEX file_stage_by ON file_stage (trust_id, staged_by);

-- One row for each pack that can be ordered: dm+d AMPP with its parents, read by the order pad.
CREATE TABLE pack (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  ampp_id text NOT NULL CHECK (ampp_id ~ '^[0-9]{6,18}$'),
  vmpp_id text NOT NULL CHECK (vmpp_id ~ '^[0-9]{6,18}$'),
  amp_id text NOT NULL CHECK (amp_id ~ '^[0-9]{6,18}$'),
  vmp_id text NOT NULL CHECK (vmp_id ~ '^[0-9]{6,18}$'),
  vtm_id text CHECK (vtm_id ~ '^[0-9]{6,18}$'),
  name text NOT NULL,                       -- VMP name: medicine, strength, form
  brand text NOT NULL DEFAULT '',           -- '' = generic name
  maker text NOT NULL,                      -- dm+d supplier of the AMP
  pack_text text NOT NULL,                  -- '10 vials'
  units_milli bigint NOT NULL CHECK (units_milli > 0),
  unit_name text NOT NULL,                  -- 'vial'
  cd_category text NOT NULL DEFAULT '0000' CHECK (cd_category ~ '^00(0[0-9]|10)$'),
  unlicensed boolean NOT NULL DEFAULT false,
  fridge boolean NOT NULL DEFAULT false,
  hazardous boolean NOT NULL DEFAULT false,
  high_cost boolean NOT NULL DEFAULT false,
  biosimilar boolean NOT NULL DEFAULT false,
  discontinued boolean NOT NULL DEFAULT false,
  made_up boolean NOT NULL DEFAULT false,   -- pack or barcode invented for the demo
  list_price bigint CHECK (list_price > 0), -- NHS indicative price, ten-thousandths of a pound
  search text NOT NULL CHECK (search LIKE ' %'), -- every word of it begins after a space
  load_id uuid,
  PRIMARY KEY (owner_id, ampp_id)
);
SELECT reference_table('pack');
CREATE INDEX pack_vmp ON pack (owner_id, vmp_id);
CREATE INDEX pack_name ON pack (name, vmp_id);
CREATE INDEX pack_vmpp ON pack (owner_id, vmpp_id);
CREATE INDEX pack_amp ON pack (owner_id, amp_id);
CREATE INDEX pack_search ON pack USING gin (search gin_trgm_ops) WITH (fastupdate = off);

-- Barcodes and codes of a pack, each with its dates.
CREATE TABLE pack_code (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  ampp_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('GTIN', 'SUPPLIER', 'NPC', 'LOCAL')),
  code text NOT NULL,
  supplier_id uuid,
  valid_from date NOT NULL DEFAULT '1900-01-01',
  valid_to date NOT NULL DEFAULT '9999-12-31',
  PRIMARY KEY (owner_id, id),
  FOREIGN KEY (owner_id, ampp_id) REFERENCES pack (owner_id, ampp_id),
  CHECK (valid_to >= valid_from),
  CHECK (kind <> 'GTIN' OR code ~ '^[0-9]{14}$'),
  CONSTRAINT one_pack_per_gtin EXCLUDE USING gist (owner_id WITH =, code WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (kind = 'GTIN')
);
SELECT reference_table('pack_code');
GRANT DELETE ON pack_code TO tincture_app, tincture_worker; -- a file gives a barcode other days
CREATE INDEX pack_code_by_code ON pack_code (code, owner_id);
CREATE INDEX pack_code_by_pack ON pack_code (owner_id, ampp_id);
