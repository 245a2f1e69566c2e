-- Where orders go is changed by two: what one asked waits here until somebody else agrees.
CREATE TABLE order_address_change (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  from_channel text NOT NULL CHECK (from_channel IN ('email', 'portal', 'phone')),
  from_email text,
  to_email text NOT NULL CHECK (to_email <> ''),
  reason text NOT NULL CHECK (reason <> ''),      -- how who asked knows that the address is the supplier's
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'agreed', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz(3),
  comment text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  CHECK ((state = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state NOT IN ('agreed', 'refused') OR decided_by <> asked_by)
);
SELECT tenant_table('order_address_change', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX order_address_change_waiting ON order_address_change (trust_id, supplier_id) WHERE state = 'waiting';
CREATE INDEX order_address_change_supplier ON order_address_change (trust_id, supplier_id, id DESC);

-- The account number of one store, where a supplier gives each store its own.
CREATE TABLE supplier_store_account (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  supplier_id uuid NOT NULL REFERENCES supplier (id),
  store_id uuid NOT NULL,
  account_number text NOT NULL CHECK (account_number <> ''),
  PRIMARY KEY (trust_id, supplier_id, store_id),
  FOREIGN KEY (trust_id, supplier_id) REFERENCES supplier_account (trust_id, supplier_id),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id)
);
SELECT tenant_table('supplier_store_account', 'SELECT, INSERT, UPDATE, DELETE');
CREATE INDEX supplier_store_account_store ON supplier_store_account (trust_id, store_id);

-- What a supplier is awarded, soonest to end first.
CREATE INDEX award_supplier ON award (supplier_id, valid_to) WHERE NOT withdrawn;
