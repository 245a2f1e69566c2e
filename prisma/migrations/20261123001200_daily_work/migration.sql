-- What makes the day's work short: rows pasted into an order pad, templates and standing orders, saved views.

-- A pasted row that is no line yet: kept as it was typed, with what is in its way, until it is mended or left out.
CREATE TABLE pad_row (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  pad_id uuid NOT NULL,
  id uuid NOT NULL,                             -- the browser's own name for it
  row_no integer NOT NULL,
  wanted text NOT NULL,                         -- code or name, as pasted or mended
  words text NOT NULL,                          -- every word of the row that names the product: its pack size, too
  packs text NOT NULL,
  note text NOT NULL,
  ampp_id text,                                 -- chosen among several
  supplier_id uuid REFERENCES supplier (id),    -- chosen where nobody has a price
  problems jsonb NOT NULL,                      -- codes with their data, as last looked at
  PRIMARY KEY (trust_id, pad_id, id),
  FOREIGN KEY (trust_id, pad_id) REFERENCES order_pad (trust_id, id)
);
SELECT tenant_table('pad_row');
CREATE INDEX pad_row_order ON pad_row (trust_id, pad_id, row_no, id);

-- A named list of packs and quantities for a store: filled into a pad in one act, at the prices of that day.
CREATE TABLE template (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  name text NOT NULL,
  store_id uuid NOT NULL,
  cost_centre_id uuid NOT NULL,
  owner_id uuid NOT NULL,                       -- who keeps it
  shared boolean NOT NULL,                      -- everybody in the trust who raises orders may use and change it
  lines integer NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_by uuid NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  removed_at timestamptz(3),
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id),
  FOREIGN KEY (trust_id, cost_centre_id) REFERENCES cost_centre (trust_id, id)
);
SELECT tenant_table('template', 'SELECT, INSERT, UPDATE');
CREATE INDEX template_name ON template (trust_id, name) WHERE removed_at IS NULL;

CREATE TABLE template_line (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  template_id uuid NOT NULL,
  line_no integer NOT NULL CHECK (line_no > 0),
  ampp_id text NOT NULL,
  product text NOT NULL,                        -- medicine and pack as they were called, for when the catalogue has lost it
  packs integer NOT NULL CHECK (packs BETWEEN 1 AND 1000000),
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, template_id, line_no),
  FOREIGN KEY (trust_id, template_id) REFERENCES template (trust_id, id)
);
SELECT tenant_table('template_line');

-- A template with a rhythm and an owner: on its days the worker fills a pad of the owner's. It never submits.
CREATE TABLE standing_order (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  template_id uuid NOT NULL,
  owner_id uuid NOT NULL,                       -- in whose pad it is made, and who reviews it
  rhythm jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'paused', 'ended')),
  next_on date,                                 -- the next day it is made; none once it is ended
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_by uuid NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, template_id) REFERENCES template (trust_id, id),
  CHECK ((status = 'ended') = (next_on IS NULL))
);
SELECT tenant_table('standing_order', 'SELECT, INSERT, UPDATE');
CREATE INDEX standing_order_template ON standing_order (trust_id, template_id);
CREATE INDEX standing_order_due ON standing_order (next_on, trust_id) WHERE status = 'active';

-- What became of each date of a standing order: a date is dealt with once.
CREATE TABLE standing_date (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  standing_id uuid NOT NULL,
  due_on date NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('made', 'skipped', 'missed', 'failed')),
  pad_id uuid,
  why text NOT NULL DEFAULT '',                 -- the refusal that kept it from being made
  at timestamptz(3) NOT NULL,
  by_id uuid,                                   -- who skipped it; none for Tincture
  PRIMARY KEY (trust_id, standing_id, due_on),
  FOREIGN KEY (trust_id, standing_id) REFERENCES standing_order (trust_id, id),
  FOREIGN KEY (trust_id, pad_id) REFERENCES order_pad (trust_id, id),
  CHECK ((outcome = 'made') = (pad_id IS NOT NULL))
);
SELECT tenant_table('standing_date', 'SELECT, INSERT, DELETE');
CREATE INDEX standing_date_pad ON standing_date (trust_id, pad_id) WHERE pad_id IS NOT NULL;

-- The worker's round: trusts with a standing order whose day has come.
CREATE FUNCTION trusts_with_standing_orders_due(today date) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT trust_id FROM standing_order WHERE status = 'active' AND next_on <= today
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_with_standing_orders_due(date) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON standing_order TO tincture_search;
REVOKE ALL ON FUNCTION trusts_with_standing_orders_due(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_with_standing_orders_due(date) TO tincture_worker;

-- A list as somebody wants to see it again, under a name: filters and order as they stand in its address.
CREATE TABLE saved_view (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  list text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  owner_id uuid NOT NULL,
  shared boolean NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  changed_at timestamptz(3) NOT NULL,
  removed_at timestamptz(3),
  PRIMARY KEY (trust_id, id)
);
SELECT tenant_table('saved_view', 'SELECT, INSERT, UPDATE');
CREATE INDEX saved_view_list ON saved_view (trust_id, list, name) WHERE removed_at IS NULL;

-- Who has switched the keys off: no row, and they work.
CREATE TABLE key_choice (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  person_id uuid NOT NULL,
  keys boolean NOT NULL,
  PRIMARY KEY (trust_id, person_id)
);
SELECT tenant_table('key_choice', 'SELECT, INSERT, UPDATE');
