-- The dictionary (NHS dm+d): a release as it came, what it says of each concept, and what making it current does to the packs.
-- A release belongs to the organisation that loaded it; the trusts of a hub read the hub's.
CREATE TABLE dictionary_release (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),   -- counts the owner's releases: entries say from which to before which they stand
  name text NOT NULL,                           -- as its files are called
  released_on date,                             -- by the names of its files
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), -- over the hashes of its files
  state text NOT NULL CHECK (state IN ('reading', 'comparing', 'ready', 'switching', 'current', 'past', 'unchanged', 'faulty',
    'failed', 'cancelled')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0), -- counts its moves
  run uuid,                                     -- the worker's run that may write
  runs integer NOT NULL DEFAULT 0,              -- runs begun in this state
  step text NOT NULL DEFAULT '',                -- what the run is at, for the page
  done bigint NOT NULL DEFAULT 0,               -- how far: bytes while reading, packs while comparing
  expected bigint NOT NULL DEFAULT 0,
  parts jsonb NOT NULL DEFAULT '{}',            -- kinds of file read to their end, with what stood in each
  report jsonb,                                 -- what is wrong or worth a look, and what would change
  compared_with uuid,                           -- the release that was current when its changes were found; null = none
  compared_at timestamptz(3),
  chosen_by uuid,
  chosen_at timestamptz(3) NOT NULL,
  switched_by uuid,                             -- who made it current last
  switched_at timestamptz(3),
  PRIMARY KEY (owner_id, id),
  UNIQUE (owner_id, number)
);
SELECT reference_table('dictionary_release');
CREATE UNIQUE INDEX one_current_dictionary ON dictionary_release (owner_id) WHERE state = 'current';
CREATE UNIQUE INDEX one_dictionary_at_work ON dictionary_release (owner_id) WHERE state IN ('reading', 'comparing', 'switching');
CREATE INDEX dictionary_release_same ON dictionary_release (owner_id, sha256);

-- The bytes of a release's files, packed as they came; kept while they are read.
CREATE TABLE dictionary_file (
  owner_id uuid NOT NULL,
  release_id uuid NOT NULL,
  n integer NOT NULL,
  file_name text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (owner_id, release_id, n),
  FOREIGN KEY (owner_id, release_id) REFERENCES dictionary_release (owner_id, id)
);
SELECT reference_table('dictionary_file');
GRANT DELETE ON dictionary_file TO tincture_app, tincture_worker;

-- What releases say of each concept: one row for each content it had. It stands from release number "since" to before "until"
-- (null: until further notice), so that a later release adds only what differs.
CREATE TABLE dictionary_entry (
  owner_id uuid NOT NULL REFERENCES organisation (trust_id),
  kind text NOT NULL CHECK (kind IN ('lookup', 'ingredient', 'vtm', 'vmp', 'vmpp', 'amp', 'ampp', 'gtin', 'bnf', 'history', 'vtm_ing')),
  id text NOT NULL CHECK (length(id) <= 80),    -- the concept's id; of a lookup its list and code, of history kind and old id
  since integer NOT NULL,
  until integer CHECK (until > since),
  body jsonb NOT NULL,                          -- its elements as the release has them; those that repeat as lists
  PRIMARY KEY (owner_id, kind, id, since)
);
SELECT reference_table('dictionary_entry');
GRANT DELETE ON dictionary_entry TO tincture_app, tincture_worker;
CREATE INDEX dictionary_entry_since ON dictionary_entry (owner_id, since);
CREATE INDEX dictionary_entry_until ON dictionary_entry (owner_id, until) WHERE until IS NOT NULL;

-- What making a release current changes, pack by pack: found beforehand, written in one go.
CREATE TABLE dictionary_change (
  owner_id uuid NOT NULL,
  release_id uuid NOT NULL,
  ampp_id text NOT NULL,
  what text NOT NULL CHECK (what IN ('added', 'changed', 'ended', 'moved')), -- ended: invalid, discontinued or gone; moved: another VMP id
  fields text[] NOT NULL,                       -- which particulars
  pack jsonb NOT NULL,                          -- the pack as it will be
  was jsonb,                                    -- and as it is
  codes jsonb,                                  -- its barcodes from now on; null where they stay
  PRIMARY KEY (owner_id, release_id, ampp_id),
  FOREIGN KEY (owner_id, release_id) REFERENCES dictionary_release (owner_id, id)
);
SELECT reference_table('dictionary_change');
GRANT DELETE ON dictionary_change TO tincture_app, tincture_worker;
CREATE INDEX dictionary_change_what ON dictionary_change (owner_id, release_id, what, ampp_id);

-- Where a generic product (VMP) went whose id a release no longer has, by its pointers to earlier ids, followed to their end.
CREATE TABLE dictionary_moved (
  owner_id uuid NOT NULL,
  release_id uuid NOT NULL,
  previous_id text NOT NULL CHECK (previous_id ~ '^[0-9]{6,18}$'),
  current_id text NOT NULL CHECK (current_id ~ '^[0-9]{6,18}$' AND current_id <> previous_id),
  PRIMARY KEY (owner_id, release_id, previous_id),
  FOREIGN KEY (owner_id, release_id) REFERENCES dictionary_release (owner_id, id)
);
SELECT reference_table('dictionary_moved');
GRANT DELETE ON dictionary_moved TO tincture_app, tincture_worker;

-- A pack's particulars as releases give them and changes keep them.
CREATE FUNCTION pack_particulars(k pack) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('amppId', k.ampp_id, 'vmppId', k.vmpp_id, 'ampId', k.amp_id, 'vmpId', k.vmp_id, 'vtmId', k.vtm_id,
    'name', k.name, 'brand', k.brand, 'maker', k.maker, 'packText', k.pack_text, 'unitsMilli', k.units_milli,
    'unitName', k.unit_name, 'cdCategory', k.cd_category, 'unlicensed', k.unlicensed, 'discontinued', k.discontinued,
    'listPrice', k.list_price, 'search', k.search)
$$;

-- What of a release stands from its number on, or before it, is taken away: a release that is thrown away or faulty.
CREATE FUNCTION drop_dictionary(release integer) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
  DELETE FROM dictionary_entry
  WHERE owner_id = nullif(current_setting('app.trust_id', true), '')::uuid AND since = release;
  UPDATE dictionary_entry SET until = NULL
  WHERE owner_id = nullif(current_setting('app.trust_id', true), '')::uuid AND until = release;
$$;

-- Makes the packs as the changes of a release say. What dm+d does not say (fridge, hazardous, high cost, biosimilar) stays.
CREATE FUNCTION switch_dictionary(release uuid) RETURNS TABLE (packs bigint, barcodes bigint, doubled bigint)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
  wanted bigint;
BEGIN
  INSERT INTO pack (owner_id, ampp_id, vmpp_id, amp_id, vmp_id, vtm_id, name, brand, maker, pack_text, units_milli, unit_name,
    cd_category, unlicensed, discontinued, list_price, search)
  SELECT me, c.ampp_id, r."vmppId", r."ampId", r."vmpId", r."vtmId", r.name, r.brand, r.maker, r."packText", r."unitsMilli",
    r."unitName", r."cdCategory", r.unlicensed, r.discontinued, r."listPrice", r.search
  FROM dictionary_change c CROSS JOIN LATERAL jsonb_to_record(c.pack) AS r (
    "vmppId" text, "ampId" text, "vmpId" text, "vtmId" text, name text, brand text, maker text, "packText" text,
    "unitsMilli" bigint, "unitName" text, "cdCategory" text, unlicensed boolean, discontinued boolean, "listPrice" bigint,
    search text)
  WHERE c.owner_id = me AND c.release_id = release
  ORDER BY c.ampp_id
  ON CONFLICT (owner_id, ampp_id) DO UPDATE SET
    vmpp_id = excluded.vmpp_id, amp_id = excluded.amp_id, vmp_id = excluded.vmp_id, vtm_id = excluded.vtm_id,
    name = excluded.name, brand = excluded.brand, maker = excluded.maker, pack_text = excluded.pack_text,
    units_milli = excluded.units_milli, unit_name = excluded.unit_name, cd_category = excluded.cd_category,
    unlicensed = excluded.unlicensed, discontinued = excluded.discontinued, list_price = excluded.list_price,
    search = excluded.search, load_id = NULL;
  GET DIAGNOSTICS packs = ROW_COUNT;
  DELETE FROM pack_code k USING dictionary_change c
  WHERE c.owner_id = me AND c.release_id = release AND c.codes IS NOT NULL
    AND k.owner_id = me AND k.ampp_id = c.ampp_id AND k.kind = 'GTIN'
    AND (k.code IN (SELECT g ->> 'gtin' FROM jsonb_array_elements(c.codes -> 'now') g)
      OR k.code IN (SELECT jsonb_array_elements_text(c.codes -> 'before')));
  -- where two packs claim a barcode for the same day, what is still made comes first, then what began last
  INSERT INTO pack_code (owner_id, id, ampp_id, kind, code, valid_from, valid_to)
  SELECT me, (g ->> 'id')::uuid, c.ampp_id, 'GTIN', g ->> 'gtin', (g ->> 'from')::date, (g ->> 'to')::date
  FROM dictionary_change c CROSS JOIN LATERAL jsonb_array_elements(c.codes -> 'now') g
  WHERE c.owner_id = me AND c.release_id = release AND c.codes IS NOT NULL
  ORDER BY (c.pack ->> 'discontinued')::boolean, g ->> 'from' DESC, c.ampp_id DESC
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS barcodes = ROW_COUNT;
  SELECT coalesce(sum(jsonb_array_length(c.codes -> 'now')), 0) INTO wanted FROM dictionary_change c
  WHERE c.owner_id = me AND c.release_id = release AND c.codes IS NOT NULL;
  doubled := wanted - barcodes;
  RETURN NEXT;
END
$$;
-- Takes what trusts keep by a generic product's id along where a release that is being made current moved it: stock, usage,
-- order lines, approvals of unlicensed medicines, the formulary, local codes, and packs that came from files. By the packs' own
-- moves first (both ways, so that a return brings it back), then by the release's pointers. A hub's release reaches its trusts; a
-- trust's own copy of a pack counts before the hub's, so what hangs on such a pack stays. What receipts and stock movements say
-- is a record and keeps the id of its day. Answers nothing of anybody.
CREATE FUNCTION follow_dictionary(release uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
  ours uuid[] := (SELECT array_agg(o.trust_id) FROM organisation o WHERE me IN (o.trust_id, o.hub_id));
  olds text[];
  news text[];
  moved text[];
  moved_from text[];
  moved_to text[];
  entry record;
BEGIN
  IF me IS NULL OR NOT EXISTS (
    SELECT FROM dictionary_release r WHERE r.owner_id = me AND r.id = release AND r.state IN ('switching', 'current')) THEN
    RETURN;
  END IF;
  -- what names a pack goes where the pack goes, also where a medicine becomes two
  SELECT array_agg(c.ampp_id), array_agg(c.was ->> 'vmpId'), array_agg(c.pack ->> 'vmpId') INTO moved, moved_from, moved_to
  FROM dictionary_change c
  WHERE c.owner_id = me AND c.release_id = release AND 'vmpId' = ANY (c.fields) AND c.was ->> 'vmpId' <> c.pack ->> 'vmpId';
  UPDATE stock_holding s SET vmp_id = m.to_id FROM unnest(moved, moved_from, moved_to) AS m (pack, from_id, to_id)
  WHERE s.trust_id = ANY (ours) AND s.vmp_id = m.from_id AND s.ampp_id = m.pack
    AND (s.trust_id = me OR NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = s.trust_id AND k.ampp_id = s.ampp_id));
  UPDATE order_line l SET vmp_id = m.to_id FROM unnest(moved, moved_from, moved_to) AS m (pack, from_id, to_id)
  WHERE l.trust_id = ANY (ours) AND l.vmp_id = m.from_id AND l.ampp_id = m.pack
    AND (l.trust_id = me OR NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = l.trust_id AND k.ampp_id = l.ampp_id));
  UPDATE local_code o SET vmp_id = m.to_id FROM unnest(moved, moved_from, moved_to) AS m (pack, from_id, to_id)
  WHERE o.trust_id = ANY (ours) AND o.vmp_id = m.from_id AND o.ampp_id = m.pack
    AND (o.trust_id = me OR NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = o.trust_id AND k.ampp_id = o.ampp_id));
  UPDATE formulary_entry f SET vmp_id = m.to_id FROM unnest(moved, moved_from, moved_to) AS m (pack, from_id, to_id)
  WHERE f.trust_id = ANY (ours) AND f.vmp_id = m.from_id AND f.ampp_id = m.pack
    AND (f.trust_id = me OR NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = f.trust_id AND k.ampp_id = f.ampp_id));
  UPDATE stricter_treatment t SET vmp_id = m.to_id FROM unnest(moved, moved_from, moved_to) AS m (pack, from_id, to_id)
  WHERE t.trust_id = ANY (ours) AND t.vmp_id = m.from_id AND t.ampp_id = m.pack
    AND (t.trust_id = me OR NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = t.trust_id AND k.ampp_id = t.ampp_id));
  -- the rest by the medicine
  WITH packs AS (
    SELECT o.from_id, min(o.to_id) AS to_id FROM (
      SELECT c.was ->> 'vmpId' AS from_id, c.pack ->> 'vmpId' AS to_id FROM dictionary_change c
      WHERE c.owner_id = me AND c.release_id = release AND 'vmpId' = ANY (c.fields)) o
    GROUP BY o.from_id HAVING count(DISTINCT o.to_id) = 1
      AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = me AND k.vmp_id = o.from_id)
  ), gone_to AS (
    SELECT p.from_id, p.to_id FROM packs p
    UNION ALL
    SELECT m.previous_id, m.current_id FROM dictionary_moved m
    WHERE m.owner_id = me AND m.release_id = release AND NOT EXISTS (SELECT FROM packs p WHERE p.from_id = m.previous_id)
  )
  SELECT array_agg(g.from_id ORDER BY g.from_id), array_agg(g.to_id ORDER BY g.from_id) INTO olds, news FROM gone_to g;
  IF olds IS NULL THEN RETURN; END IF;
  -- packs of this organisation that no release has
  UPDATE pack k SET vmp_id = g.to_id FROM unnest(olds, news) AS g (from_id, to_id) WHERE k.owner_id = me AND k.vmp_id = g.from_id;
  UPDATE stock_holding s SET vmp_id = g.to_id FROM unnest(olds, news) AS g (from_id, to_id)
  WHERE s.trust_id = ANY (ours) AND s.vmp_id = g.from_id
    AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = s.trust_id AND k.ampp_id = s.ampp_id AND k.vmp_id = g.from_id);
  UPDATE order_line l SET vmp_id = g.to_id FROM unnest(olds, news) AS g (from_id, to_id)
  WHERE l.trust_id = ANY (ours) AND l.vmp_id = g.from_id
    AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = l.trust_id AND k.ampp_id = l.ampp_id AND k.vmp_id = g.from_id);
  UPDATE unlicensed_approval a SET vmp_id = g.to_id FROM unnest(olds, news) AS g (from_id, to_id)
  WHERE a.trust_id = ANY (ours) AND a.vmp_id = g.from_id
    AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = a.trust_id AND k.vmp_id = g.from_id);
  UPDATE local_code c SET vmp_id = g.to_id FROM unnest(olds, news) AS g (from_id, to_id)
  WHERE c.trust_id = ANY (ours) AND c.vmp_id = g.from_id
    AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = c.trust_id AND k.ampp_id = c.ampp_id AND k.vmp_id = g.from_id);
  -- of a medicine there is one status a day: what the trust said of the id that it is called by now stands, what was said last of
  -- the earlier ones follows, and what would stand beside it keeps its own id
  FOR entry IN
    SELECT f.trust_id, f.id, g.to_id FROM formulary_entry f JOIN unnest(olds, news) AS g (from_id, to_id) ON f.vmp_id = g.from_id
    WHERE f.trust_id = ANY (ours)
      AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = f.trust_id AND k.vmp_id = g.from_id AND f.ampp_id IN ('', k.ampp_id))
    ORDER BY f.trust_id, f.withdrawn, f.entered_at DESC, f.id
  LOOP
    BEGIN
      UPDATE formulary_entry f SET vmp_id = entry.to_id WHERE f.trust_id = entry.trust_id AND f.id = entry.id;
    EXCEPTION WHEN exclusion_violation THEN NULL;
    END;
  END LOOP;
  -- and one treatment that is stricter than dm+d
  FOR entry IN
    SELECT t.trust_id, t.id, g.to_id FROM stricter_treatment t JOIN unnest(olds, news) AS g (from_id, to_id) ON t.vmp_id = g.from_id
    WHERE t.trust_id = ANY (ours)
      AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = t.trust_id AND k.vmp_id = g.from_id AND t.ampp_id IN ('', k.ampp_id))
    ORDER BY t.trust_id, t.withdrawn, t.entered_at DESC, t.id
  LOOP
    BEGIN
      UPDATE stricter_treatment t SET vmp_id = entry.to_id WHERE t.trust_id = entry.trust_id AND t.id = entry.id;
    EXCEPTION WHEN exclusion_violation THEN NULL;
    END;
  END LOOP;
  WITH taken AS (
    DELETE FROM usage_day u USING unnest(olds, news) AS g (from_id, to_id)
    WHERE u.trust_id = ANY (ours) AND u.vmp_id = g.from_id
      AND NOT EXISTS (SELECT FROM pack k WHERE k.owner_id = u.trust_id AND k.vmp_id = g.from_id)
    RETURNING u.trust_id, u.store_id, g.to_id, u.day, u.units_milli
  )
  INSERT INTO usage_day AS u (trust_id, store_id, vmp_id, day, units_milli)
  SELECT t.trust_id, t.store_id, t.to_id, t.day, sum(t.units_milli)::bigint FROM taken t GROUP BY 1, 2, 3, 4
  ON CONFLICT (trust_id, vmp_id, store_id, day) DO UPDATE SET units_milli = u.units_milli + excluded.units_milli;
END
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION follow_dictionary(uuid) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON dictionary_release, dictionary_change, dictionary_moved, usage_day, unlicensed_approval, formulary_entry, local_code
  TO tincture_search;
GRANT UPDATE (vmp_id) ON pack, stock_holding, order_line, unlicensed_approval, formulary_entry, local_code TO tincture_search;
GRANT INSERT, UPDATE, DELETE ON usage_day TO tincture_search;
REVOKE ALL ON FUNCTION follow_dictionary(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION follow_dictionary(uuid) TO tincture_app, tincture_worker;
REVOKE ALL ON FUNCTION pack_particulars(pack), drop_dictionary(integer), switch_dictionary(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pack_particulars(pack), drop_dictionary(integer), switch_dictionary(uuid) TO tincture_app, tincture_worker;
