-- The formulary of a trust: what it says of a medicine, or of one pack of it, from a day to another, who said it and why.
-- Of one medicine or pack there is one status a day. Nothing is overwritten: what stood ends the day before.
CREATE TABLE formulary_entry (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  vmp_id text NOT NULL CHECK (vmp_id ~ '^[0-9]{6,18}$'),
  ampp_id text NOT NULL DEFAULT '' CHECK (ampp_id ~ '^([0-9]{6,18})?$'), -- '' = every pack of the medicine
  product_name text NOT NULL CHECK (product_name <> ''),                 -- what it was called when this was said
  status text NOT NULL CHECK (status IN ('ON', 'RESTRICTED', 'NON_FORMULARY', 'UNLICENSED_APPROVED', 'NOT_PERMITTED')),
  criteria text NOT NULL DEFAULT '' CHECK (length(criteria) <= 1000),    -- for whom and when, of what is restricted
  reason text NOT NULL CHECK (length(reason) BETWEEN 3 AND 300),
  reference text NOT NULL DEFAULT '' CHECK (length(reference) <= 100),   -- the committee's minute or request
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  withdrawn boolean NOT NULL DEFAULT false,
  entered_by uuid,
  entered_at timestamptz(3) NOT NULL,
  load_id uuid,
  PRIMARY KEY (trust_id, id),
  CHECK (valid_to >= valid_from),
  CHECK (status <> 'RESTRICTED' OR criteria <> ''),
  CONSTRAINT one_status_a_day EXCLUDE USING gist
    (trust_id WITH =, vmp_id WITH =, ampp_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (NOT withdrawn)
);
SELECT tenant_table('formulary_entry', 'SELECT, INSERT, UPDATE');
CREATE INDEX formulary_entry_medicine ON formulary_entry (trust_id, vmp_id);
CREATE INDEX formulary_entry_name ON formulary_entry (trust_id, product_name, id);

-- What the formulary said of a line when it was ordered, and why it was ordered all the same. Not listed: it says nothing.
-- Columns with a constant default and checks that hold for it: the table is neither rewritten nor read through.
ALTER TABLE order_line
  ADD COLUMN formulary text NOT NULL DEFAULT 'NOT_LISTED',
  ADD COLUMN formulary_criteria text NOT NULL DEFAULT '',
  ADD COLUMN formulary_reason text NOT NULL DEFAULT '';
ALTER TABLE order_line ADD CONSTRAINT order_line_formulary CHECK (formulary IN
  ('NOT_LISTED', 'ON', 'RESTRICTED', 'NON_FORMULARY', 'UNLICENSED_APPROVED', 'NOT_PERMITTED')) NOT VALID;

-- Which kinds of file there are is the program's closed list; they grow with what can be loaded.
ALTER TABLE file_load DROP CONSTRAINT IF EXISTS file_load_kind_check;
ALTER TABLE file_load ADD CONSTRAINT file_load_kind_check CHECK (kind ~ '^[a-z][a-z-]{2,29}$') NOT VALID;
ALTER TABLE file_layout DROP CONSTRAINT IF EXISTS file_layout_kind_check;
ALTER TABLE file_layout ADD CONSTRAINT file_layout_kind_check CHECK (kind ~ '^[a-z][a-z-]{2,29}$') NOT VALID;

-- One more table that loads write, after those there are: noted row by row, and what a load made may go again with it.
CREATE FUNCTION loads_write(place text, keys text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  others text := (SELECT string_agg(format('(%L, %s, %L::text[])', f.place, f.turn, f.keys), ', ' ORDER BY f.turn) FROM file_places() f);
  turn integer := (SELECT max(f.turn) + 1 FROM file_places() f);
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION file_places() RETURNS TABLE (place text, turn integer, keys text[])'
    ' LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $f$ VALUES %s, (%L, %s, %L::text[]) $f$',
    others, place, turn, keys);
  EXECUTE format(
    'CREATE TRIGGER note_file_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW'
    ' WHEN (nullif(current_setting(''app.load_id'', true), '''') IS NOT NULL) EXECUTE FUNCTION note_file_change(%s)',
    place, (SELECT string_agg(quote_literal(k), ', ') FROM unnest(keys) k));
  EXECUTE format('GRANT DELETE ON %I TO tincture_app, tincture_worker', place);
  EXECUTE format(
    'CREATE POLICY undo_only ON %I AS RESTRICTIVE FOR DELETE'
    ' USING (%I = nullif(current_setting(''app.trust_id'', true), '''')::uuid'
    ' AND nullif(current_setting(''app.undo_load'', true), '''') IS NOT NULL)', place, keys[1]);
END
$$;
REVOKE ALL ON FUNCTION loads_write(text, text[]) FROM PUBLIC;
SELECT loads_write('formulary_entry', '{trust_id,id}');
