-- A file on its way in, and what became of it: read, its columns found, checked, loaded, taken back. One row moves through
-- its states; the worker's runs on it carry a token of their own, so that a run that was given up cannot write any more.
CREATE TABLE file_load (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('packs', 'contracts', 'suppliers', 'stock', 'usage')),
  format text NOT NULL CHECK (format IN ('csv', 'tsv', 'xlsx')),
  file_name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer NOT NULL,
  state text NOT NULL CHECK (state IN ('reading', 'columns', 'checking', 'ready', 'faulty', 'unchanged', 'loading', 'loaded',
    'cancelled', 'failed', 'undone')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),  -- counts its moves
  run uuid,                                                -- the worker's run that may write
  runs integer NOT NULL DEFAULT 0,                         -- runs begun in this state
  rows_done integer NOT NULL DEFAULT 0,                    -- how far the state's work has come
  rows_expected integer,                                   -- of how many; an estimate while it is read
  layout jsonb,                                            -- column names, and which holds what
  source text,                                             -- where the file comes from, as its layout is called
  sheets text[] NOT NULL DEFAULT '{}',                     -- of a workbook: those in which something stands
  sheet text,                                              -- the one that is read; chosen by somebody, or the fittest
  notes text[] NOT NULL DEFAULT '{}',                      -- how it was read
  report jsonb,                                            -- what checking found, for the page
  problems jsonb,                                          -- all that must be put right, up to a bound
  rows_total integer NOT NULL DEFAULT 0,
  rows_added integer NOT NULL DEFAULT 0,
  rows_changed integer NOT NULL DEFAULT 0,
  rows_unchanged integer NOT NULL DEFAULT 0,
  chosen_by uuid,
  chosen_at timestamptz(3) NOT NULL,
  loaded_by uuid,
  loaded_at timestamptz(3),
  undone_by uuid,
  undone_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  CHECK ((state IN ('loaded', 'undone')) = (loaded_at IS NOT NULL)),
  CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
SELECT tenant_table('file_load', 'SELECT, INSERT, UPDATE');

-- The bytes of a file, as they came.
CREATE TABLE file_content (
  trust_id uuid NOT NULL,
  load_id uuid NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (trust_id, load_id),
  FOREIGN KEY (trust_id, load_id) REFERENCES file_load (trust_id, id)
);
SELECT tenant_table('file_content', 'SELECT, INSERT, DELETE');

-- The rows of a file as they were read, some hundred in each block, until they are loaded or thrown away.
CREATE TABLE file_rows (
  trust_id uuid NOT NULL,
  load_id uuid NOT NULL,
  block integer NOT NULL,
  rows jsonb NOT NULL,
  PRIMARY KEY (trust_id, load_id, block),
  FOREIGN KEY (trust_id, load_id) REFERENCES file_load (trust_id, id)
);
SELECT tenant_table('file_rows', 'SELECT, INSERT, DELETE');

-- Which column of a source's files holds what, and how its days are written: remembered by the kind of file, the set of
-- its column names and the name of the source ('' where nobody named it): two suppliers may use the same names otherwise.
CREATE TABLE file_layout (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  kind text NOT NULL CHECK (kind IN ('packs', 'contracts', 'suppliers', 'stock', 'usage')),
  columns_sha256 text NOT NULL CHECK (columns_sha256 ~ '^[0-9a-f]{64}$'),
  source text NOT NULL DEFAULT '' CHECK (length(source) <= 80),
  places jsonb NOT NULL,
  day_order text CHECK (day_order IN ('dmy', 'mdy', 'serial')),
  saved_by uuid,
  saved_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, kind, columns_sha256, source)
);
SELECT tenant_table('file_layout', 'SELECT, INSERT, UPDATE');

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
