-- What a load changed, row by row, so that it can be taken back until it is used: the row before (null where the load made
-- it) and a fingerprint of the row after (null where the load took it away). Written by triggers, in a load's transaction only.
CREATE TABLE file_change (
  trust_id uuid NOT NULL,
  load_id uuid NOT NULL,
  n bigint GENERATED ALWAYS AS IDENTITY,
  place text NOT NULL,                            -- the table
  row_key jsonb NOT NULL,
  before jsonb,
  after_md5 text,
  PRIMARY KEY (trust_id, load_id, n),
  FOREIGN KEY (trust_id, load_id) REFERENCES file_load (trust_id, id),
  CHECK (before IS NOT NULL OR after_md5 IS NOT NULL)
);
SELECT tenant_table('file_change', 'SELECT, INSERT, DELETE');

CREATE FUNCTION note_file_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  was jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  is_now jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
BEGIN
  INSERT INTO file_change (trust_id, load_id, place, row_key, before, after_md5)
  SELECT current_setting('app.trust_id')::uuid, current_setting('app.load_id')::uuid, TG_TABLE_NAME,
    jsonb_object_agg(k, coalesce(is_now, was) -> k), was, md5(is_now::text)
  FROM unnest(TG_ARGV) AS k;
  RETURN NULL;
END
$$;

-- The tables that loads write, children before parents, with their keys: what is taken back is taken back in this order.
CREATE FUNCTION file_places() RETURNS TABLE (place text, turn integer, keys text[])
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  VALUES
    ('award_wholesaler', 1, '{owner_id,award_id,supplier_id}'::text[]),
    ('award', 2, '{owner_id,id}'),
    ('framework_entitlement', 3, '{owner_id,framework_id,trust_id}'),
    ('framework', 4, '{owner_id,id}'),
    ('pack_code', 5, '{owner_id,id}'),
    ('pack', 6, '{owner_id,ampp_id}'),
    ('supplier_account', 7, '{trust_id,supplier_id}'),
    ('supplier', 8, '{owner_id,id}'),
    ('usage_day', 9, '{trust_id,vmp_id,store_id,day}')
$$;
REVOKE ALL ON FUNCTION file_places() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION file_places() TO tincture_app, tincture_worker;

DO $$
DECLARE
  p record;
BEGIN
  FOR p IN SELECT * FROM file_places() LOOP
    EXECUTE format(
      'CREATE TRIGGER note_file_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW'
      ' WHEN (nullif(current_setting(''app.load_id'', true), '''') IS NOT NULL) EXECUTE FUNCTION note_file_change(%s)',
      p.place, (SELECT string_agg(quote_literal(k), ', ') FROM unnest(p.keys) k));
  END LOOP;
  -- What a load made may be deleted again, while the load is taken back and at no other time.
  FOR p IN SELECT * FROM file_places() WHERE place NOT IN ('pack_code', 'framework_entitlement', 'usage_day') LOOP
    EXECUTE format('GRANT DELETE ON %I TO tincture_app, tincture_worker', p.place);
    EXECUTE format(
      'CREATE POLICY undo_only ON %I AS RESTRICTIVE FOR DELETE'
      ' USING (%I = nullif(current_setting(''app.trust_id'', true), '''')::uuid'
      ' AND nullif(current_setting(''app.undo_load'', true), '''') IS NOT NULL)', p.place, p.keys[1]);
  END LOOP;
END
$$;

-- Awards that go leave no mark behind on packs that have no other.
CREATE FUNCTION award_unmarks_packs() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM awarded_pack m USING (SELECT DISTINCT ampp_id FROM gone) g
  WHERE m.ampp_id = g.ampp_id AND NOT EXISTS (SELECT FROM award a WHERE a.ampp_id = g.ampp_id);
  RETURN NULL;
END
$$;

-- Whose goods, orders and counts have used what a load wrote: at most five. Reads other trusts' rows for a hub, and says of
-- them no more than that they are there.
CREATE FUNCTION load_used_by(load uuid) RETURNS TABLE (what text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
  since timestamptz := (SELECT l.loaded_at FROM file_load l WHERE l.trust_id = me AND l.id = load);
  ours uuid[] := (SELECT array_agg(o.trust_id) FROM organisation o WHERE me IN (o.trust_id, o.hub_id));
BEGIN
  IF since IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH changed AS MATERIALIZED (
      SELECT DISTINCT ON (c.place, c.row_key) c.place, c.row_key, c.before FROM file_change c
      WHERE c.trust_id = me AND c.load_id = load ORDER BY c.place, c.row_key, c.n
    ), used AS (
      SELECT 'order' AS what, l.trust_id, l.order_id FROM changed c
        JOIN order_line l ON l.award_id = (c.row_key ->> 'id')::uuid
        WHERE c.place = 'award' AND c.before IS NULL
      UNION ALL
      SELECT 'order', l.trust_id, l.order_id FROM changed c CROSS JOIN unnest(ours) AS t (trust_id)
        JOIN order_line l ON l.trust_id = t.trust_id AND l.ampp_id = c.row_key ->> 'ampp_id'
        JOIN purchase_order p ON p.trust_id = l.trust_id AND p.id = l.order_id
        WHERE c.place = 'pack' AND (c.before IS NULL OR p.raised_at >= since)
      UNION ALL
      SELECT 'order', p.trust_id, p.id FROM changed c CROSS JOIN unnest(ours) AS t (trust_id)
        JOIN purchase_order p ON p.trust_id = t.trust_id
          AND p.supplier_id = coalesce(c.row_key ->> 'supplier_id', c.row_key ->> 'id')::uuid
        WHERE c.place IN ('supplier', 'supplier_account') AND p.raised_at >= since
    )
    SELECT u.what, CASE WHEN p.trust_id = me THEN p.number ELSE '' END FROM used u
    JOIN purchase_order p ON p.trust_id = u.trust_id AND p.id = u.order_id
    GROUP BY 1, 2 LIMIT 5;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY
    WITH made AS MATERIALIZED (
      SELECT c.row_key ->> 'ampp_id' AS ampp_id FROM file_change c
      WHERE c.trust_id = me AND c.load_id = load AND c.place = 'pack' AND c.before IS NULL
    )
    SELECT 'contract', '' FROM made m WHERE EXISTS (SELECT FROM award a WHERE a.ampp_id = m.ampp_id AND a.pack_owner_id = me)
    UNION SELECT 'stock', '' FROM made m CROSS JOIN unnest(ours) AS t (trust_id)
      WHERE EXISTS (SELECT FROM stock_movement s WHERE s.trust_id = t.trust_id AND s.ampp_id = m.ampp_id)
    UNION SELECT 'price', '' FROM made m CROSS JOIN unnest(ours) AS t (trust_id)
      WHERE EXISTS (SELECT FROM supplier_price s WHERE s.trust_id = t.trust_id AND s.ampp_id = m.ampp_id)
    LIMIT 5;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY
    SELECT s.kind, k.name FROM stock_movement m
    JOIN stock_movement s ON s.trust_id = me AND s.ampp_id = m.ampp_id AND s.store_id = m.store_id AND s.id > m.id
      AND s.source_id IS DISTINCT FROM load
      AND NOT EXISTS (SELECT FROM file_load f WHERE f.trust_id = me AND f.id = s.source_id AND f.state = 'undone')
    JOIN store k ON k.trust_id = me AND k.id = s.store_id
    WHERE m.trust_id = me AND m.kind = 'count' AND m.source_id = load
    GROUP BY 1, 2 LIMIT 5;
END
$$;

GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION award_unmarks_packs() OWNER TO tincture_search;
ALTER FUNCTION load_used_by(uuid) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
REVOKE ALL ON FUNCTION award_unmarks_packs(), load_used_by(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION load_used_by(uuid) TO tincture_app, tincture_worker;
GRANT DELETE ON awarded_pack TO tincture_search;
GRANT SELECT ON file_load, file_change, order_line, purchase_order, stock_movement, supplier_price, store TO tincture_search;
CREATE TRIGGER award_unmarks_packs AFTER DELETE ON award REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION award_unmarks_packs();

CREATE INDEX order_line_award ON order_line (award_id) WHERE award_id IS NOT NULL; -- what an award that goes is asked of
CREATE INDEX stock_movement_count ON stock_movement (trust_id, source_id) WHERE kind = 'count';

-- The rows of a table that a load changed: each once, as it was before the load and as the load left it.
CREATE FUNCTION file_changes_of(load uuid, of_place text) RETURNS TABLE (row_key jsonb, before jsonb, after_md5 text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (c.row_key) c.row_key, c.before,
    last_value(c.after_md5) OVER (PARTITION BY c.row_key ORDER BY c.n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  FROM file_change c
  WHERE c.trust_id = nullif(current_setting('app.trust_id', true), '')::uuid AND c.load_id = load AND c.place = of_place
  ORDER BY c.row_key, c.n
$$;

-- Takes back what a load wrote, as the caller: rows it made go, rows it changed or took away are as they were. Nothing is
-- done where a row is no longer as the load left it; answers the table of the first such row, else null.
CREATE FUNCTION undo_file_changes(load uuid) RETURNS text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := current_setting('app.trust_id')::uuid;
  p record;
  columns text;
  found_other boolean;
BEGIN
  FOR p IN SELECT f.*, same_row(f.place, f.keys) AS same FROM file_places() f
    WHERE f.place IN (SELECT c.place FROM file_change c WHERE c.trust_id = me AND c.load_id = load) ORDER BY f.turn LOOP
    EXECUTE format(
      'SELECT EXISTS (SELECT FROM file_changes_of($1, %L) c LEFT JOIN %I t ON %s'
      ' WHERE (CASE WHEN t.%I IS NULL THEN NULL ELSE md5(to_jsonb(t)::text) END) IS DISTINCT FROM c.after_md5)',
      p.place, p.place, p.same, p.keys[1]) INTO found_other USING load;
    IF found_other THEN RETURN p.place; END IF;
  END LOOP;
  FOR p IN SELECT f.*, same_row(f.place, f.keys) AS same FROM file_places() f
    WHERE f.place IN (SELECT c.place FROM file_change c WHERE c.trust_id = me AND c.load_id = load) ORDER BY f.turn LOOP
    EXECUTE format(
      'DELETE FROM %I t USING file_changes_of($1, %L) c WHERE c.before IS NULL AND %s', p.place, p.place, p.same) USING load;
  END LOOP;
  FOR p IN SELECT f.*, same_row(f.place, f.keys) AS same FROM file_places() f
    WHERE f.place IN (SELECT c.place FROM file_change c WHERE c.trust_id = me AND c.load_id = load) ORDER BY f.turn DESC LOOP
    SELECT string_agg(quote_ident(a.attname), ', ') INTO columns FROM pg_attribute a
    WHERE a.attrelid = p.place::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      AND NOT a.attname::text = ANY (p.keys);
    IF columns IS NOT NULL THEN
      EXECUTE format(
        'UPDATE %1$I t SET (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, c.before)) FROM file_changes_of($1, %1$L) c'
        ' WHERE c.before IS NOT NULL AND c.after_md5 IS NOT NULL AND %3$s', p.place, columns, p.same) USING load;
    END IF;
    EXECUTE format(
      'INSERT INTO %1$I SELECT r.* FROM file_changes_of($1, %1$L) c CROSS JOIN LATERAL jsonb_populate_record(NULL::%1$I, c.before) r'
      ' WHERE c.before IS NOT NULL AND c.after_md5 IS NULL', p.place) USING load;
  END LOOP;
  RETURN NULL;
END
$$;

-- The condition that t, a row of the table, is the one whose key c carries: by the types of its columns, so that indexes serve.
CREATE FUNCTION same_row(place text, keys text[]) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT string_agg(format('t.%1$I = (c.row_key ->> %1$L)::%2$s', a.attname, format_type(a.atttypid, a.atttypmod)), ' AND ')
  FROM pg_attribute a WHERE a.attrelid = place::regclass AND a.attname::text = ANY (keys)
$$;
REVOKE ALL ON FUNCTION note_file_change(), file_changes_of(uuid, text), undo_file_changes(uuid), same_row(text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_file_change(), file_changes_of(uuid, text), undo_file_changes(uuid), same_row(text, text[]) TO tincture_app, tincture_worker;
