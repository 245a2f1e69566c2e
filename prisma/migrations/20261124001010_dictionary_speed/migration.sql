-- A full release within a few times of what reading its files takes: what stands as it did is told by a hash, before it is sent.
ALTER TABLE dictionary_entry ADD COLUMN hash text NOT NULL DEFAULT '';
DROP INDEX dictionary_entry_since; -- asked only when a release is thrown away
ALTER TABLE dictionary_file ALTER COLUMN content SET STORAGE EXTERNAL; -- it is packed as it comes

-- Words of many packs go into the search's index together instead of one by one: of 170,000 packs in a tenth of the time. Only the
-- transaction that asks for it sees it so; at most 16 MB wait, which others' searches read through meanwhile.
CREATE FUNCTION gather_pack_search(begins boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF begins THEN
    ALTER INDEX pack_search SET (fastupdate = on, gin_pending_list_limit = 16384);
  ELSE
    PERFORM gin_clean_pending_list('pack_search');
    ALTER INDEX pack_search RESET (gin_pending_list_limit);
    ALTER INDEX pack_search SET (fastupdate = off);
  END IF;
END
$$;
REVOKE ALL ON FUNCTION gather_pack_search(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gather_pack_search(boolean) TO tincture_app, tincture_worker;

-- Makes the packs as the changes of a release say. What dm+d does not say (fridge, hazardous, high cost, biosimilar) stays.
CREATE OR REPLACE FUNCTION switch_dictionary(release uuid) RETURNS TABLE (packs bigint, barcodes bigint, doubled bigint)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
  wanted bigint;
  many boolean := (SELECT count(*) > 2000 FROM (
    SELECT FROM dictionary_change c WHERE c.owner_id = me AND c.release_id = release LIMIT 2001) s);
BEGIN
  IF many THEN PERFORM gather_pack_search(true); END IF;
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
  IF many THEN PERFORM gather_pack_search(false); END IF;
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
