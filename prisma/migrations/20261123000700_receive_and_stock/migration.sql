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
CREATE INDEX receipt_newest ON receipt (trust_id, id DESC);

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
  kind text NOT NULL CHECK (kind IN ('receipt', 'reversal', 'count', 'issue', 'over_delivery')),
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
