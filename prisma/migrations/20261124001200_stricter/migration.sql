-- How a trust treats a medicine, or one pack of it, more strictly than dm+d: as a controlled drug of a stricter category, with a
-- pharmacist's agreement to each order, from the fridge, as hazardous. Dated; who said it and why. What stands ends the day before.
CREATE TABLE stricter_treatment (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  vmp_id text NOT NULL CHECK (vmp_id ~ '^[0-9]{6,18}$'),
  ampp_id text NOT NULL DEFAULT '' CHECK (ampp_id ~ '^([0-9]{6,18})?$'), -- '' = every pack of the medicine
  product_name text NOT NULL CHECK (product_name <> ''),                 -- what it was called when this was said
  cd_category text NOT NULL DEFAULT '0000' CHECK (cd_category ~ '^00(0[0-9]|10)$'), -- 0000 = as dm+d says
  pharmacist boolean NOT NULL DEFAULT false,                             -- a pharmacist agrees to each order of it
  fridge boolean NOT NULL DEFAULT false,
  hazardous boolean NOT NULL DEFAULT false,
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 300),
  reference text NOT NULL DEFAULT '' CHECK (length(reference) <= 100),   -- the policy or minute
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  withdrawn boolean NOT NULL DEFAULT false,
  entered_by uuid,
  entered_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  CHECK (valid_to >= valid_from),
  CONSTRAINT says_something CHECK (cd_category <> '0000' OR pharmacist OR fridge OR hazardous),
  CONSTRAINT one_treatment_a_day EXCLUDE USING gist
    (trust_id WITH =, vmp_id WITH =, ampp_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (NOT withdrawn)
);
SELECT tenant_table('stricter_treatment', 'SELECT, INSERT, UPDATE');
-- it follows a medicine to another id (follow_dictionary)
GRANT SELECT, UPDATE (vmp_id) ON stricter_treatment TO tincture_search;
CREATE INDEX stricter_treatment_medicine ON stricter_treatment (trust_id, vmp_id);
CREATE INDEX stricter_treatment_name ON stricter_treatment (trust_id, product_name, id);

-- What was held of a line when it was ordered, beside its category: whether a pharmacist agrees to it by the trust's own rule,
-- whether it is hazardous, and what else was known of it in words. Columns with a constant default: nothing is rewritten.
ALTER TABLE order_line
  ADD COLUMN needs_pharmacist boolean NOT NULL DEFAULT false,
  ADD COLUMN hazardous boolean NOT NULL DEFAULT false,
  ADD COLUMN marks text[] NOT NULL DEFAULT '{}';
