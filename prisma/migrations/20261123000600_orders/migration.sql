-- The order pad: what one person is typing; its drafts are orders from their first line on.
CREATE TABLE order_pad (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  store_id uuid NOT NULL,
  cost_centre_id uuid NOT NULL,
  edit integer NOT NULL DEFAULT 1,              -- counts every change: two tabs cannot overwrite each other
  emergency boolean NOT NULL DEFAULT false,
  emergency_reason text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  opened_by uuid NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),                     -- submitted or thrown away
  discarded_at timestamptz(3),                  -- thrown away: can be brought back
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id),
  FOREIGN KEY (trust_id, cost_centre_id) REFERENCES cost_centre (trust_id, id),
  CHECK (discarded_at IS NULL OR discarded_at = closed_at)
);
SELECT tenant_table('order_pad', 'SELECT, INSERT, UPDATE');
CREATE INDEX order_pad_open ON order_pad (trust_id, opened_by, id DESC) WHERE closed_at IS NULL;
CREATE INDEX order_pad_opened ON order_pad (trust_id, opened_by, id DESC);

CREATE TABLE purchase_order (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  number text NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'awaiting_approval', 'returned', 'rejected', 'approved', 'sent', 'closed', 'cancelled')),
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),  -- what approvals and documents are bound to
  edit integer NOT NULL DEFAULT 1,                         -- counts every write
  pad_id uuid,
  kind text NOT NULL CHECK (kind IN ('standard', 'cd', 'unlicensed')),
  supplier_id uuid NOT NULL REFERENCES supplier (id),      -- the vendor the order goes to
  supplier_name text NOT NULL,                             -- as it stood
  store_id uuid NOT NULL,
  cost_centre_id uuid NOT NULL,
  emergency boolean NOT NULL DEFAULT false,
  emergency_reason text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  raised_by uuid NOT NULL,
  raised_at timestamptz(3) NOT NULL,
  changers uuid[] NOT NULL DEFAULT '{}',                   -- who changed its content: none of them may approve it
  submitted_by uuid,
  submitted_at timestamptz(3),
  submitted_on date,                                       -- London day: orders of a supplier and day count together
  scheme_version integer,
  day_total bigint,                                        -- pence with VAT, this order and the others of its supplier and day
  auto_passed boolean NOT NULL DEFAULT false,
  approved_at timestamptz(3),
  sent_at timestamptz(3),
  answer_due_at timestamptz(3),                            -- when the supplier's usual time to answer is over
  acknowledged_at timestamptz(3),                          -- first answer
  closed_at timestamptz(3),
  close_reason text NOT NULL DEFAULT '',
  lines integer NOT NULL DEFAULT 0,
  net bigint NOT NULL DEFAULT 0,                           -- pence
  carriage bigint NOT NULL DEFAULT 0,
  vat bigint NOT NULL DEFAULT 0,
  gross bigint NOT NULL DEFAULT 0,
  confidential boolean NOT NULL DEFAULT false,             -- a line of it rests on a patient access scheme: kept by triggers of order_line
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, number),
  FOREIGN KEY (trust_id, pad_id) REFERENCES order_pad (trust_id, id),
  FOREIGN KEY (trust_id, store_id) REFERENCES store (trust_id, id),
  FOREIGN KEY (trust_id, cost_centre_id) REFERENCES cost_centre (trust_id, id),
  FOREIGN KEY (trust_id, scheme_version) REFERENCES approval_scheme (trust_id, version),
  CHECK (gross = net + carriage + vat),
  CHECK (status IN ('draft', 'cancelled') OR submitted_by IS NOT NULL)
);
SELECT tenant_table('purchase_order', 'SELECT, INSERT, UPDATE');
CREATE INDEX purchase_order_status ON purchase_order (trust_id, status, id DESC);
CREATE INDEX purchase_order_supplier ON purchase_order (trust_id, supplier_id, id DESC);
CREATE INDEX purchase_order_store ON purchase_order (trust_id, store_id, id DESC);
CREATE INDEX purchase_order_day ON purchase_order (trust_id, supplier_id, submitted_on);
CREATE INDEX purchase_order_gross ON purchase_order (trust_id, gross, id);
-- The same for those who may not see the totals of patient access schemes: the place of such an order must not tell it.
CREATE INDEX purchase_order_shown_gross ON purchase_order (trust_id, (CASE WHEN confidential THEN -1 ELSE gross END), id);
CREATE INDEX purchase_order_pad ON purchase_order (trust_id, pad_id);
CREATE INDEX purchase_order_unanswered ON purchase_order (trust_id, answer_due_at) WHERE status = 'sent' AND acknowledged_at IS NULL;

-- What an order is found by: number, supplier and products, lower case. Apart from the order, since whatever changes a row
-- enters all letters of its text anew, and an order is changed at every step.
CREATE TABLE order_search (
  trust_id uuid NOT NULL,
  order_id uuid NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (trust_id, order_id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id)
);
SELECT tenant_table('order_search', 'SELECT, INSERT, UPDATE');
CREATE INDEX order_search_text ON order_search USING gin (trust_id, text gin_trgm_ops) WITH (gin_pending_list_limit = 256);

-- A line keeps what was true when it was ordered: product, price and why. A sent line is never edited:
-- superseded, cancelled or short-closed with a reason.
CREATE TABLE order_line (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  line_no integer NOT NULL CHECK (line_no > 0),
  ampp_id text NOT NULL,
  vmp_id text NOT NULL,
  product_name text NOT NULL,
  brand text NOT NULL DEFAULT '',
  maker text NOT NULL,
  pack_text text NOT NULL,
  units_milli bigint NOT NULL CHECK (units_milli > 0),
  unit_name text NOT NULL,
  gtin text,
  supplier_code text,
  cd_category text NOT NULL,
  unlicensed boolean NOT NULL,
  fridge boolean NOT NULL,
  batch_required boolean NOT NULL,
  packs integer NOT NULL CHECK (packs BETWEEN 1 AND 1000000),
  price bigint NOT NULL CHECK (price >= 0),      -- ten-thousandths of a pound per pack, ex VAT
  price_basis text NOT NULL CHECK (price_basis IN ('contract', 'on_file', 'typed', 'missing')), -- missing: a draft's, not typed yet
  price_source text NOT NULL DEFAULT '',
  contract_state text NOT NULL CHECK (contract_state IN ('ON_CONTRACT', 'ON_CONTRACT_PRICE_HIGH', 'OFF_CONTRACT', 'NO_CONTRACT')),
  award_owner_id uuid,
  award_id uuid,
  why jsonb NOT NULL,                            -- framework, lot, buying group, rank, dates, next best, as resolved
  contract_price bigint,                         -- of the contract that would have applied
  off_contract_reason text,
  off_contract_note text NOT NULL DEFAULT '',
  own_note text NOT NULL DEFAULT '',             -- the buyer's, for the house: a ward, a requisition
  first_purchase boolean NOT NULL DEFAULT false,
  usual_packs integer,                           -- what is usually ordered of this medicine at a time, in this pack
  vat_rate integer NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000), -- basis points
  net bigint NOT NULL,
  vat bigint NOT NULL,
  unlicensed_approval text,
  replaces_line_id uuid,                         -- the line this one was ordered instead of
  added_in_version integer NOT NULL,
  ended_in_version integer,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'superseded', 'cancelled', 'short_closed')),
  state_reason text NOT NULL DEFAULT '',
  received_packs integer NOT NULL DEFAULT 0 CHECK (received_packs >= 0),
  closed_packs integer NOT NULL DEFAULT 0 CHECK (closed_packs >= 0),
  over_packs integer NOT NULL DEFAULT 0 CHECK (over_packs >= 0), -- over-delivery somebody decided to keep
  superseded_packs integer NOT NULL DEFAULT 0 CHECK (superseded_packs >= 0), -- of the closed ones: handed on to the line that replaces this one
  due_on date,                                   -- promised, else expected
  -- held against a price of a patient access scheme: it, and what it can be worked out from, is not for everybody who sees prices
  confidential boolean NOT NULL GENERATED ALWAYS AS (
    coalesce(why->'contract'->>'confidentiality' = 'pas', false) OR coalesce((why->>'kept')::boolean, false)) STORED,
  -- its own price is: bought under such a scheme, or taken over from a line that was, whatever became of the award since
  price_confidential boolean NOT NULL GENERATED ALWAYS AS (
    (coalesce(why->'contract'->>'confidentiality' = 'pas', false) AND contract_state IN ('ON_CONTRACT', 'ON_CONTRACT_PRICE_HIGH'))
    OR coalesce((why->>'kept')::boolean, false)) STORED,
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  FOREIGN KEY (trust_id, replaces_line_id) REFERENCES order_line (trust_id, id),
  FOREIGN KEY (award_owner_id, award_id) REFERENCES award (owner_id, id),
  UNIQUE (trust_id, order_id, line_no),
  CONSTRAINT never_over_received CHECK (received_packs + closed_packs <= packs + over_packs)
);
SELECT tenant_table('order_line');

-- A line of a submitted order is never deleted: superseded, cancelled or short-closed instead.
CREATE FUNCTION order_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM purchase_order o WHERE o.trust_id = OLD.trust_id AND o.id = OLD.order_id AND o.status NOT IN ('draft', 'returned')) THEN
    RAISE EXCEPTION 'a line of a submitted order stays';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER order_line_stays BEFORE DELETE ON order_line FOR EACH ROW EXECUTE FUNCTION order_line_stays();
CREATE INDEX order_line_product ON order_line (trust_id, ampp_id, id DESC);
CREATE INDEX order_line_medicine ON order_line (trust_id, vmp_id, id DESC);
CREATE INDEX order_line_outstanding ON order_line (trust_id, due_on, order_id)
  WHERE received_packs + closed_packs < packs + over_packs;
CREATE INDEX order_line_on_order ON order_line (trust_id, vmp_id) WHERE received_packs + closed_packs < packs + over_packs;
CREATE INDEX order_line_replaces ON order_line (trust_id, replaces_line_id) WHERE replaces_line_id IS NOT NULL;

-- An order is confidential while a line of it is, whoever writes the line.
CREATE FUNCTION mark_confidential() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE purchase_order o SET confidential = NOT o.confidential
  WHERE o.trust_id = coalesce(NEW.trust_id, OLD.trust_id) AND o.id IN (OLD.order_id, NEW.order_id)
    AND o.confidential <> EXISTS (SELECT FROM order_line l
      WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND l.confidential);
  RETURN NULL;
END
$$;
CREATE TRIGGER confidential_added AFTER INSERT ON order_line
  FOR EACH ROW WHEN (NEW.confidential) EXECUTE FUNCTION mark_confidential();
CREATE TRIGGER confidential_changed AFTER UPDATE ON order_line
  FOR EACH ROW WHEN (NEW.confidential <> OLD.confidential OR (NEW.confidential AND NEW.order_id <> OLD.order_id))
  EXECUTE FUNCTION mark_confidential();
CREATE TRIGGER confidential_removed AFTER DELETE ON order_line
  FOR EACH ROW WHEN (OLD.confidential) EXECUTE FUNCTION mark_confidential();

-- What a version of an order needs before it may go: one row for each kind of approver.
CREATE TABLE approval (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  version integer NOT NULL,
  role text NOT NULL CHECK (role IN ('lead', 'chief', 'director', 'pharmacist')),
  reasons jsonb NOT NULL,
  retrospective boolean NOT NULL DEFAULT false,
  asked_at timestamptz(3) NOT NULL,
  due_at timestamptz(3),
  state text NOT NULL CHECK (state IN ('waiting', 'approved', 'returned', 'rejected', 'lapsed')),
  decided_by uuid,
  decided_at timestamptz(3),
  decided_as text CHECK (decided_as IN ('lead', 'chief', 'director', 'pharmacist')), -- the role it was decided in
  comment text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, order_id, version, role),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  CHECK ((state IN ('waiting', 'lapsed')) = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_as IS NULL)),
  CHECK (state NOT IN ('returned', 'rejected') OR comment <> '')
);
-- Nobody gives two different approvals of one version.
CREATE UNIQUE INDEX approval_two_people ON approval (trust_id, order_id, version, decided_by) WHERE decided_by IS NOT NULL;
SELECT tenant_table('approval', 'SELECT, INSERT, UPDATE');
CREATE INDEX approval_inbox ON approval (trust_id, role, asked_at) WHERE state = 'waiting';
CREATE INDEX approval_by ON approval (trust_id, decided_by, decided_at DESC) WHERE decided_by IS NOT NULL;

-- A document exactly as it left or came, with its SHA-256.
CREATE TABLE document (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  order_id uuid,
  version integer,
  kind text NOT NULL CHECK (kind IN ('order_pdf', 'order_html', 'order_ubl', 'message_text', 'requisition_pdf', 'requisition_html', 'grn_pdf', 'grn_html', 'answer_ubl')),
  receipt_id uuid,
  transmission_id uuid,                         -- what it left with: made once for each
  file_name text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz(3) NOT NULL,
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, transmission_id, kind),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id)
);
SELECT tenant_table('document', 'SELECT, INSERT');
CREATE INDEX document_order ON document (trust_id, order_id, id);
CREATE INDEX document_receipt ON document (trust_id, receipt_id) WHERE receipt_id IS NOT NULL;

-- What leaves the house: written in the transaction that decides it, sent once by the worker or recorded by hand.
CREATE TABLE transmission (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  version integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('order', 'change', 'cancellation')),
  subject_id uuid NOT NULL,                     -- the order itself, or the order_change that a cancellation asks for
  channel text NOT NULL CHECK (channel IN ('email', 'portal', 'phone')),
  status text NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'needs_checking', 'withdrawn')),
  recipient text NOT NULL,
  message_id text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,          -- only grows: the token of who sends it
  attempts_before integer NOT NULL DEFAULT 0,   -- those before a person had it sent again
  lease_until timestamptz(3),                   -- the database's clock
  handed_at timestamptz(3),                     -- the mail server was about to be given the data: from here on it may have it
  next_attempt_at timestamptz(3),
  last_error text NOT NULL DEFAULT '',
  proof text NOT NULL DEFAULT '',               -- the mail server's answer, or what was written down by hand
  queued_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  settled_by uuid,                              -- who recorded a manual sending or settled an unknown outcome
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, order_id, version, kind, subject_id), -- one way out for each version and message
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id)
);
SELECT tenant_table('transmission', 'SELECT, INSERT, UPDATE');
CREATE INDEX transmission_open ON transmission (trust_id, status, queued_at) WHERE status NOT IN ('sent', 'withdrawn');
ALTER TABLE document ADD FOREIGN KEY (trust_id, transmission_id) REFERENCES transmission (trust_id, id);

-- The worker's round: trusts in which a sending lost its worker, or waits although its time has come.
CREATE FUNCTION trusts_with_stuck_sendings(waiting_since timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT trust_id FROM transmission
  WHERE status NOT IN ('sent', 'withdrawn')
    AND ((status = 'sending' AND lease_until < clock_timestamp())
      OR (status = 'queued' AND channel = 'email' AND next_attempt_at < waiting_since))
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION trusts_with_stuck_sendings(timestamptz) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
GRANT SELECT ON transmission TO tincture_search;
REVOKE ALL ON FUNCTION trusts_with_stuck_sendings(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trusts_with_stuck_sendings(timestamptz) TO tincture_worker;

-- Controlled drugs: the requisition without which a Schedule 2 or 3 order does not leave: written, printed, signed by
-- hand; the pharmacist then says that the signed copy was sent.
CREATE TABLE requisition (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  version integer NOT NULL,
  written_by uuid NOT NULL,
  written_at timestamptz(3) NOT NULL,
  signer_name text NOT NULL,
  profession text NOT NULL,
  purpose text NOT NULL,
  document_id uuid NOT NULL,
  signed_by uuid,
  signed_at timestamptz(3),                     -- signed copy confirmed as sent
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, order_id, version),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  FOREIGN KEY (trust_id, document_id) REFERENCES document (trust_id, id),
  CHECK ((signed_by IS NULL) = (signed_at IS NULL))
);
SELECT tenant_table('requisition', 'SELECT, INSERT, UPDATE');

-- Unlicensed medicines: the approval whose number an order line quotes.
CREATE TABLE unlicensed_approval (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  number text NOT NULL,
  vmp_id text NOT NULL,
  product_name text NOT NULL,
  reason text NOT NULL,
  alternatives text NOT NULL,
  approved_by uuid NOT NULL,
  approved_at timestamptz(3) NOT NULL,
  review_on date NOT NULL,
  PRIMARY KEY (trust_id, id),
  UNIQUE (trust_id, number)
);
SELECT tenant_table('unlicensed_approval', 'SELECT, INSERT');
CREATE INDEX unlicensed_approval_medicine ON unlicensed_approval (trust_id, vmp_id, review_on);

-- What the supplier answered, line by line. The answer stays; what the buyer did about it is written beside it once.
CREATE TABLE acknowledgement (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  version integer NOT NULL,
  supplier_reference text NOT NULL DEFAULT '',
  source text NOT NULL CHECK (source IN ('email', 'phone', 'portal', 'letter', 'message')),
  answered_at timestamptz(3) NOT NULL,
  recorded_by uuid,
  recorded_at timestamptz(3) NOT NULL,
  note text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id)
);
SELECT tenant_table('acknowledgement', 'SELECT, INSERT');
CREATE INDEX acknowledgement_order ON acknowledgement (trust_id, order_id, id);

CREATE TABLE acknowledgement_line (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  acknowledgement_id uuid NOT NULL,
  order_id uuid NOT NULL,
  order_line_id uuid NOT NULL,
  code text NOT NULL CHECK (code IN ('ACCEPTED', 'CHANGED_QUANTITY', 'CHANGED_PRICE', 'BACK_ORDER', 'NOT_AVAILABLE', 'SUBSTITUTE_OFFERED', 'DISCONTINUED', 'ON_ALLOCATION', 'CODE_UNKNOWN')),
  packs integer NOT NULL CHECK (packs >= 0),          -- the supplier will deliver
  price bigint CHECK (price >= 0),
  expected_on date,
  substitute_ampp_id text,
  note text NOT NULL DEFAULT '',
  resolution text NOT NULL CHECK (resolution IN ('none_needed', 'open', 'accepted', 'short_closed', 'ordered_elsewhere', 'waiting', 'superseded')),
  resolved_by uuid,
  resolved_at timestamptz(3),
  resolved_reason text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, acknowledgement_id) REFERENCES acknowledgement (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  FOREIGN KEY (trust_id, order_line_id) REFERENCES order_line (trust_id, id)
);
SELECT tenant_table('acknowledgement_line', 'SELECT, INSERT, UPDATE');
CREATE INDEX acknowledgement_line_order ON acknowledgement_line (trust_id, order_id);
CREATE INDEX acknowledgement_line_line ON acknowledgement_line (trust_id, order_line_id);
CREATE INDEX acknowledgement_line_open ON acknowledgement_line (trust_id, id) WHERE resolution = 'open';

-- A change or cancellation after sending: asked until the supplier answers.
CREATE TABLE order_change (
  trust_id uuid NOT NULL,
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  version integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('cancel_order', 'cancel_line')),
  order_line_id uuid,
  packs integer CHECK (packs > 0),
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'agreed', 'refused')),
  asked_by uuid NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  answered_by uuid,
  answered_at timestamptz(3),
  answer_note text NOT NULL DEFAULT '',
  PRIMARY KEY (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id),
  FOREIGN KEY (trust_id, order_line_id) REFERENCES order_line (trust_id, id),
  CHECK ((kind = 'cancel_line') = (order_line_id IS NOT NULL AND packs IS NOT NULL))
);
SELECT tenant_table('order_change', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX order_change_asked ON order_change (trust_id, order_id, coalesce(order_line_id, order_id)) WHERE state = 'asked';
CREATE INDEX order_change_order ON order_change (trust_id, order_id);

-- The order list's search over number, supplier and products of this trust, newest first, from the one before `below` on
-- where that is given. What is still being written keeps no text of its own (its lines change with every keystroke): it
-- is few, and read line by line. The words stand in the statement itself, so that the plan suits them: rare ones by their
-- letters, common ones from the newest order on.
CREATE FUNCTION search_orders(words text[], most integer, below uuid) RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := nullif(current_setting('app.trust_id', true), '')::uuid;
BEGIN
  IF me IS NULL OR cardinality(words) = 0 THEN RETURN; END IF;
  RETURN QUERY EXECUTE (
    SELECT format($query$
      SELECT found.id FROM (
        (SELECT s.order_id AS id FROM order_search s JOIN purchase_order o ON o.trust_id = %1$L AND o.id = s.order_id
          WHERE s.trust_id = %1$L AND s.order_id < $2 AND (o.status <> 'draft' OR o.lines > 0) AND %2$s
          ORDER BY s.order_id DESC LIMIT $1)
        UNION
        (SELECT o.id FROM purchase_order o
          CROSS JOIN LATERAL (SELECT lower(concat_ws(' ', o.supplier_name, string_agg(l.product_name || ' ' || l.brand, ' '))) AS text
            FROM order_line l WHERE l.trust_id = o.trust_id AND l.order_id = o.id) AS written
          WHERE o.trust_id = %1$L AND o.id < $2 AND o.status IN ('draft', 'returned') AND o.lines > 0 AND %3$s
          ORDER BY o.id DESC LIMIT $1)
      ) AS found ORDER BY found.id DESC LIMIT $1 $query$,
      me,
      string_agg(format('s.text LIKE %L', '%' || w || '%'), ' AND '),
      string_agg(format('written.text LIKE %L', '%' || w || '%'), ' AND '))
    FROM unnest(words) AS w
  ) USING most, coalesce(below, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
END
$$;
GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION search_orders(text[], integer, uuid) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
REVOKE ALL ON FUNCTION search_orders(text[], integer, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_orders(text[], integer, uuid) TO tincture_app, tincture_worker;
GRANT SELECT ON purchase_order, order_line, order_search TO tincture_search;
