-- What dm+d does not say of a medicine, or of one pack of it: dated lists with their source (fridge, hazardous, biosimilar,
-- tariff-excluded, Blueteq, AWaRe), loaded by the hub for all its trusts or by a trust for itself. What stands ends the day before.
CREATE TABLE medicine_listing (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  list text NOT NULL CHECK (list IN ('FRIDGE', 'HAZARDOUS', 'BIOSIMILAR', 'TARIFF_EXCLUDED', 'BLUETEQ', 'AWARE')),
  vmp_id text NOT NULL CHECK (vmp_id ~ '^[0-9]{6,18}$'),
  ampp_id text NOT NULL DEFAULT '' CHECK (ampp_id ~ '^([0-9]{6,18})?$'), -- '' = every pack of the medicine
  product_name text NOT NULL CHECK (product_name <> ''),                 -- what it was called when it was loaded
  class text NOT NULL DEFAULT '' CHECK (class IN ('', 'ACCESS', 'WATCH', 'RESERVE')),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 300),             -- what the list adds: a category, an indication
  source text NOT NULL CHECK (length(source) BETWEEN 3 AND 200),         -- title of the list
  source_version text NOT NULL CHECK (length(source_version) BETWEEN 1 AND 60), -- its version or date
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),                -- of the file it came in
  valid_from date NOT NULL,
  valid_to date NOT NULL DEFAULT '9999-12-31',
  withdrawn boolean NOT NULL DEFAULT false,
  entered_by uuid,
  entered_at timestamptz(3) NOT NULL,
  load_id uuid NOT NULL,
  PRIMARY KEY (owner_id, id),
  CHECK (valid_to >= valid_from),
  CONSTRAINT class_of_aware CHECK ((list = 'AWARE') = (class <> '')),
  CONSTRAINT one_listing_a_day EXCLUDE USING gist
    (owner_id WITH =, list WITH =, vmp_id WITH =, ampp_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE (NOT withdrawn)
);
SELECT reference_table('medicine_listing');
CREATE INDEX medicine_listing_medicine ON medicine_listing (owner_id, vmp_id);
CREATE INDEX medicine_listing_name ON medicine_listing (owner_id, product_name, id);
SELECT loads_write('medicine_listing', '{owner_id,id}');

-- Lists follow a medicine to another id, before everything else does: what the owner says of the id that it is called by now
-- stands, and what would stand beside it keeps its own id.
CREATE FUNCTION follow_medicine_lists(release uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
  ours uuid[] := (SELECT array_agg(o.trust_id) FROM organisation o WHERE me IN (o.trust_id, o.hub_id));
  entry record;
BEGIN
  IF me IS NULL OR NOT EXISTS (
    SELECT FROM dictionary_release r WHERE r.owner_id = me AND r.id = release AND r.state IN ('switching', 'current')) THEN
    RETURN;
  END IF;
  FOR entry IN
    WITH moved AS MATERIALIZED (
      SELECT c.ampp_id, c.was ->> 'vmpId' AS from_id, c.pack ->> 'vmpId' AS to_id FROM dictionary_change c
      WHERE c.owner_id = me AND c.release_id = release AND 'vmpId' = ANY (c.fields) AND c.was ->> 'vmpId' <> c.pack ->> 'vmpId'
    ), packs AS (
      SELECT m.from_id, min(m.to_id) AS to_id FROM moved m
      GROUP BY m.from_id HAVING count(DISTINCT m.to_id) = 1
        AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = me AND k.vmp_id = m.from_id)
    ), gone_to AS (
      SELECT p.from_id, p.to_id FROM packs p
      UNION ALL
      SELECT m.previous_id, m.current_id FROM dictionary_moved m
      WHERE m.owner_id = me AND m.release_id = release AND NOT EXISTS (SELECT FROM packs p WHERE p.from_id = m.previous_id)
    ), goes AS (
      -- what names a pack goes where the pack goes, the rest by the medicine
      SELECT l.owner_id, l.id, m.to_id, l.withdrawn, l.entered_at FROM moved m
      JOIN medicine_listing l ON l.owner_id = ANY (ours) AND l.vmp_id = m.from_id AND l.ampp_id = m.ampp_id
      WHERE l.owner_id = me OR NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = l.owner_id AND k.ampp_id = l.ampp_id)
      UNION
      SELECT l.owner_id, l.id, g.to_id, l.withdrawn, l.entered_at FROM gone_to g
      JOIN medicine_listing l ON l.owner_id = ANY (ours) AND l.vmp_id = g.from_id
      WHERE NOT EXISTS (SELECT FROM moved m WHERE m.from_id = l.vmp_id AND m.ampp_id = l.ampp_id)
        AND NOT EXISTS (SELECT FROM pack k
          WHERE l.owner_id <> me AND k.owner_id = l.owner_id AND k.vmp_id = g.from_id AND l.ampp_id IN ('', k.ampp_id))
    )
    SELECT g.owner_id, g.id, g.to_id FROM goes g ORDER BY g.owner_id, g.withdrawn, g.entered_at DESC, g.id
  LOOP
    BEGIN
      UPDATE medicine_listing l SET vmp_id = entry.to_id WHERE l.owner_id = entry.owner_id AND l.id = entry.id;
    EXCEPTION WHEN exclusion_violation THEN NULL;
    END;
  END LOOP;
END
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION follow_medicine_lists(uuid) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT, UPDATE (vmp_id) ON medicine_listing TO tincture_search;
REVOKE ALL ON FUNCTION follow_medicine_lists(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION follow_medicine_lists(uuid) TO tincture_app, tincture_worker;
