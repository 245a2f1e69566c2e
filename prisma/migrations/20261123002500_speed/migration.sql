-- What the orders of a supplier's day hold off contract is asked at each submission: of those lines alone, not of all
-- lines of all orders of the day.
CREATE INDEX order_line_off_contract ON order_line (trust_id, order_id) WHERE contract_state = 'OFF_CONTRACT' AND state = 'open';
