-- A delivery booked in, over as many orders of the supplier as it holds. Immutable; corrected by reversal.
CREATE TABLE receipt (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  supplier_name text NOT NULL,
  store_id uuid NOT NULL,
  delivery_note text NOT NULL DEFAULT '',
  received_by uuid NOT NULL,
  received_at timestamptz(3) NOT NULL,
  note text NOT NULL DEFAULT '',
  reverses_id uuid,
  reversal_reason text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, number),
  UNIQUE (trust_id, reverses_id),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id),
  FOREIGN KEY (trust_id, reverses_id) REFERENCES receipt (trust_id, id)
);
SELECT tenant_table('receipt', 'SELECT, INSERT');
ALTER TABLE document ADD FOREIGN KEY (trust_id, receipt_id) REFERENCES receipt (trust_id, id);

CREATE TABLE receipt_line (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  receipt_id uuid NOT NULL,
  order_id uuid NOT NULL,
  order_line_id uuid NOT NULL,
  ampp_id text NOT NULL,
  vmp_id text NOT NULL,
  batch text NOT NULL DEFAULT '',
  expiry date,
  accepted_packs integer NOT NULL,               -- negative in a reversal
  rejected_packs integer NOT NULL DEFAULT 0,
  over_packs integer NOT NULL DEFAULT 0,         -- beyond what was ordered: held until somebody decides
  variance text CHECK (variance IN ('SHORT', 'OVER', 'WRONG_ITEM', 'WRONG_PACK', 'DAMAGED', 'SHORT_DATED', 'COLD_CHAIN_BREACH', 'UNLICENSED_UNEXPECTED', 'RECALLED_BATCH', 'PRICE_ON_DELIVERY_NOTE')),
  fridge_tenths integer CHECK (fridge_tenths BETWEEN -500 AND 700), -- tenths of a degree C
  quarantined boolean NOT NULL DEFAULT false,
  scanned text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, receipt_id) REFERENCES receipt (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  FOREIGN KEY (trust_id, order_line_id) REFERENCES order_line (trust_id, id)
);
SELECT tenant_table('receipt_line', 'SELECT, INSERT');
CREATE INDEX receipt_line_receipt ON receipt_line (trust_id, receipt_id);
CREATE INDEX receipt_line_line ON receipt_line (trust_id, order_line_id);
CREATE INDEX receipt_line_order ON receipt_line (trust_id, order_id);
CREATE INDEX receipt_line_quarantined ON receipt_line (trust_id, id) WHERE quarantined;
CREATE INDEX receipt_line_batch ON receipt_line (trust_id, batch, ampp_id) WHERE batch <> '';

CREATE TABLE over_delivery (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  receipt_line_id uuid NOT NULL,
  order_line_id uuid NOT NULL,
  packs integer NOT NULL CHECK (packs > 0),
  found_at timestamptz(3) NOT NULL,
  found_by uuid NOT NULL,
  decision text CHECK (decision IN ('keep', 'return')),
  decided_by uuid,
  decided_at timestamptz(3),
  reason text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, receipt_line_id),
  FOREIGN KEY (trust_id, receipt_line_id) REFERENCES receipt_line (trust_id, id),
  FOREIGN KEY (trust_id, order_line_id) REFERENCES order_line (trust_id, id),
  CHECK ((decision IS NULL) = (decided_by IS NULL))
);
SELECT tenant_table('over_delivery', 'SELECT, INSERT, UPDATE');
CREATE INDEX over_delivery_open ON over_delivery (trust_id, id) WHERE decision IS NULL;

-- What a pharmacist decided on packs that were booked in to quarantine: one row for so many of them, never changed.
CREATE TABLE quarantine_decision (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  receipt_line_id uuid NOT NULL,
  packs integer NOT NULL CHECK (packs > 0),
  outcome text NOT NULL CHECK (outcome IN ('release', 'return', 'destroy')),
  variance text CHECK (variance IN ('WRONG_ITEM', 'WRONG_PACK', 'DAMAGED', 'SHORT_DATED', 'COLD_CHAIN_BREACH', 'UNLICENSED_UNEXPECTED', 'RECALLED_BATCH')),
  reason text NOT NULL,
  decided_by uuid NOT NULL,
  decided_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, receipt_line_id) REFERENCES receipt_line (trust_id, id),
  CHECK ((outcome = 'release') = (variance IS NULL))
);
SELECT tenant_table('quarantine_decision', 'SELECT, INSERT');
CREATE INDEX quarantine_decision_line ON quarantine_decision (trust_id, receipt_line_id);

-- Stock by store, pack and batch, in thousandths of a VMP unit.
CREATE TABLE stock_holding (
  trust_id uuid NOT NULL,
  store_id uuid NOT NULL,
  ampp_id text NOT NULL,
  batch text NOT NULL,                            -- '' = not recorded
  expiry date NOT NULL,                           -- 9999-12-31 = not recorded
  quarantined boolean NOT NULL,
  vmp_id text NOT NULL,
  units_milli bigint NOT NULL,
  PRIMARY KEY (trust_id, store_id, ampp_id, batch, expiry, quarantined),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id)
);
SELECT tenant_table('stock_holding');
CREATE INDEX stock_holding_medicine ON stock_holding (trust_id, vmp_id, store_id);
CREATE INDEX stock_holding_batch ON stock_holding (trust_id, batch) WHERE batch <> '';

CREATE TABLE stock_movement (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  store_id uuid NOT NULL,
  ampp_id text NOT NULL,
  vmp_id text NOT NULL,
  batch text NOT NULL,
  expiry date NOT NULL,
  quarantined boolean NOT NULL,
  units_milli bigint NOT NULL CHECK (units_milli <> 0),
  kind text NOT NULL CHECK (kind IN ('receipt', 'reversal', 'count', 'issue', 'over_delivery', 'quarantine')),
  source_id uuid,
  moved_by uuid,
  moved_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id)
);
SELECT tenant_table('stock_movement', 'SELECT, INSERT');
CREATE INDEX stock_movement_pack ON stock_movement (trust_id, ampp_id, id DESC);

-- Issues a day by medicine; negative when returns outweigh them.
CREATE TABLE usage_day (
  trust_id uuid NOT NULL,
  store_id uuid NOT NULL,
  vmp_id text NOT NULL,
  day date NOT NULL,
  units_milli bigint NOT NULL,
  PRIMARY KEY (trust_id, vmp_id, store_id, day),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id)
);
SELECT tenant_table('usage_day');

-- Type-ahead over packs: every word must begin a word of the pack's search text; where few do, words may stand inside.
-- Where a dm+d id, barcode or other code fits exactly, nothing else is offered; else what the trust has on contract comes
-- first, then what it stocks and names that begin with what was typed, all before the limit. search_packs is no business of row security: it
-- filters by owner itself and hands out keys only.
CREATE FUNCTION search_packs(words text[], codes text[], groups text[], on_day date, most integer)
RETURNS TABLE (owner_id uuid, ampp_id text, hit text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
  owners uuid[] := (SELECT array_remove(ARRAY[o.trust_id, o.hub_id], NULL) FROM organisation o WHERE o.trust_id = me);
  found integer := 0;
  inside text;
BEGIN
  IF owners IS NULL THEN RETURN; END IF;
  IF cardinality(codes) > 0 THEN
    RETURN QUERY
      SELECT DISTINCT ON (h.ampp_id) h.owner_id, h.ampp_id, h.hit
      FROM (
        SELECT c.owner_id, c.ampp_id, c.kind AS hit, c.valid_to FROM pack_code c
        WHERE c.code = ANY (codes) AND c.owner_id = ANY (owners)
        UNION ALL
        SELECT p.owner_id, p.ampp_id, 'DMD', '9999-12-31' FROM pack p WHERE p.owner_id = ANY (owners) AND p.ampp_id = ANY (codes)
        UNION ALL
        SELECT p.owner_id, p.ampp_id, 'DMD', '9999-12-31' FROM pack p WHERE p.owner_id = ANY (owners) AND p.vmp_id = ANY (codes)
        UNION ALL
        SELECT p.owner_id, p.ampp_id, 'DMD', '9999-12-31' FROM pack p WHERE p.owner_id = ANY (owners) AND p.vmpp_id = ANY (codes)
        UNION ALL
        SELECT p.owner_id, p.ampp_id, 'DMD', '9999-12-31' FROM pack p WHERE p.owner_id = ANY (owners) AND p.amp_id = ANY (codes)
      ) h
      ORDER BY h.ampp_id, h.valid_to DESC, h.owner_id = me DESC
      LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
  END IF;
  IF found > 0 OR cardinality(words) = 0 THEN RETURN; END IF;
  FOREACH inside IN ARRAY ARRAY[' ', ''] LOOP
    RETURN QUERY EXECUTE (
      SELECT format($query$
        WITH fits AS MATERIALIZED ( -- of the packs that have awards at all; whether one holds for this trust is asked of few
          SELECT p.owner_id, p.ampp_id, p.vmp_id, p.search, p.discontinued FROM awarded_pack p
          WHERE p.owner_id = ANY ($1) AND %1$s
        ), contracted AS MATERIALIZED (
          SELECT f.* FROM fits f WHERE EXISTS (
            SELECT FROM award a
            WHERE a.ampp_id = f.ampp_id AND a.buying_group = ANY ($3) AND a.owner_id = ANY ($1) AND a.valid_to >= $4
              AND a.valid_from <= $4 AND a.status = 'active' AND NOT a.withdrawn
              AND (a.owner_id = $2 OR a.framework_id IN (
                SELECT e.framework_id FROM framework_entitlement e WHERE e.trust_id = $2 AND e.owner_id = ANY ($1))))
        ), others AS MATERIALIZED ( -- come after those on contract, so they are read only where these are few
          SELECT p.owner_id, p.ampp_id, p.vmp_id, p.search, p.discontinued FROM pack p
          WHERE (SELECT count(DISTINCT c.ampp_id) FROM contracted c) < $6 AND p.owner_id = ANY ($1) AND %1$s LIMIT 12000
        ), found AS (
          SELECT c.*, true AS on_contract FROM contracted c
          UNION ALL
          SELECT o.*, false FROM others o WHERE o.ampp_id NOT IN (SELECT c.ampp_id FROM contracted c)
        ), ranked AS (
          SELECT f.*, row_number() OVER () AS place FROM (
            SELECT f.owner_id, f.ampp_id FROM found f
            ORDER BY
              f.on_contract DESC,
              EXISTS (SELECT FROM stock_holding s WHERE s.trust_id = $2 AND s.vmp_id = f.vmp_id) DESC,
              f.discontinued, starts_with(f.search, $5) DESC, f.search, f.ampp_id, f.owner_id = $2 DESC
            LIMIT 3 * $6
          ) f
        )
        SELECT r.owner_id, r.ampp_id, 'WORDS'
        FROM (SELECT DISTINCT ON (n.ampp_id) n.* FROM ranked n ORDER BY n.ampp_id, n.place) r
        ORDER BY r.place LIMIT $6 $query$,
        string_agg(format('p.search LIKE %L', '%' || inside || w || '%'), ' AND '))
      FROM unnest(words) AS w
    ) USING owners, me, groups, on_day, ' ' || words[1], most;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found > 0 THEN RETURN; END IF;
  END LOOP;
END
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION search_packs(text[], text[], text[], date, integer) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
REVOKE ALL ON FUNCTION search_packs(text[], text[], text[], date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_packs(text[], text[], text[], date, integer) TO tincture_app, tincture_worker;
GRANT SELECT ON organisation, pack, pack_code, award, framework_entitlement, stock_holding TO tincture_search;
