-- The proof: what auditors ask of the record.

-- Only the worker takes old deliveries away.
REVOKE DELETE ON webhook_delivery, webhook_attempt FROM tincture_app;

-- Reports and samples go through the orders of a period, by the day they were submitted.
CREATE INDEX purchase_order_submitted ON purchase_order (trust_id, submitted_on, id);

-- A sample of orders that an auditor had drawn: by a rule that anybody can follow again. The orders of the period that are
-- of its kind, in order of SHA-256 over "seed/number", the first so many. Never changed.
CREATE TABLE audit_sample (
  trust_id uuid NOT NULL REFERENCES organisation (trust_id),
  id uuid NOT NULL,
  drawn_by uuid NOT NULL,
  drawn_at timestamptz(3) NOT NULL,
  from_day date NOT NULL,                         -- London days of submitting, both included
  to_day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('all', 'passed', 'off_contract', 'emergency', 'above')),
  above bigint NOT NULL DEFAULT 0 CHECK (above >= 0), -- pence with VAT
  seed text NOT NULL CHECK (seed <> ''),
  wanted integer NOT NULL CHECK (wanted BETWEEN 1 AND 500),
  population integer NOT NULL CHECK (population >= 0),
  population_sha256 text NOT NULL,                -- over the numbers of the population in order, one a line
  PRIMARY KEY (trust_id, id),
  CHECK (from_day <= to_day)
);
SELECT tenant_table('audit_sample', 'SELECT, INSERT');

CREATE TABLE audit_sample_order (
  trust_id uuid NOT NULL,
  sample_id uuid NOT NULL,
  place integer NOT NULL CHECK (place > 0),
  order_id uuid NOT NULL,
  PRIMARY KEY (trust_id, sample_id, place),
  UNIQUE (trust_id, sample_id, order_id),
  FOREIGN KEY (trust_id, sample_id) REFERENCES audit_sample (trust_id, id),
  FOREIGN KEY (trust_id, order_id) REFERENCES purchase_order (trust_id, id)
);
SELECT tenant_table('audit_sample_order', 'SELECT, INSERT');

CREATE INDEX order_line_beside_contract ON order_line (trust_id, order_id) WHERE contract_state = 'OFF_CONTRACT';
