-- What waits for a decision, part by part, what waits longest first.
CREATE INDEX approval_waiting ON approval (trust_id, asked_at, order_id, id) WHERE state = 'waiting';
