-- The codes that a trust's own systems (stock control, robot) have for a pack, each with its days and who said it. One code
-- of a system names one pack a day; a pack may have several. Codes that came with a product file stand in pack_code.
CREATE TABLE local_code (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  ampp_id text NOT NULL CHECK (ampp_id ~ '^[0-9]{6,18}$'),
  vmp_id text NOT NULL CHECK (vmp_id ~ '^[0-9]{6,18}$'),
  code text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  system text NOT NULL CHECK (length(system) BETWEEN 1 AND 60),
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  withdrawn boolean NOT NULL DEFAULT false,
  entered_by uuid,
  entered_at timestamptz(3) NOT NULL,
  load_id uuid,
  PRIMARY KEY (trust_id, id),
  CHECK (valid_to >= valid_from),
  CONSTRAINT one_pack_a_code EXCLUDE USING gist
    (trust_id WITH =, system WITH =, code WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (NOT withdrawn)
);
SELECT tenant_table('local_code', 'SELECT, INSERT, UPDATE');
CREATE INDEX local_code_by_code ON local_code (trust_id, code);
CREATE INDEX local_code_by_medicine ON local_code (trust_id, vmp_id);
SELECT loads_write('local_code', '{trust_id,id}');
