-- What packs kept beyond an order come to: they bind the trust as the order does, so they count in the commitment of its
-- day. Pence with VAT; of these, what is bought beside a contract.
ALTER TABLE purchase_order ADD COLUMN kept_gross bigint NOT NULL DEFAULT 0;
ALTER TABLE purchase_order ADD COLUMN kept_off_contract bigint NOT NULL DEFAULT 0;

-- What the kept packs cost, at the price of their line when it was decided; pence. Null where they went back.
ALTER TABLE over_delivery ADD COLUMN net bigint;
ALTER TABLE over_delivery ADD COLUMN vat bigint;

-- Packs that were kept before they were priced: at the price of their line. Numbers above zero, so halves go up.
UPDATE over_delivery v SET net = (l.price * v.packs + 50) / 100,
  vat = ((l.price * v.packs + 50) / 100 * l.vat_rate + 5000) / 10000
FROM order_line l WHERE l.trust_id = v.trust_id AND l.id = v.order_line_id AND v.decision = 'keep';
UPDATE purchase_order o SET kept_gross = k.gross, kept_off_contract = k.off_contract
FROM (
  SELECT l.trust_id, l.order_id, sum(v.net + v.vat)::bigint AS gross,
    coalesce(sum(v.net + v.vat) FILTER (WHERE l.contract_state = 'OFF_CONTRACT'), 0)::bigint AS off_contract
  FROM over_delivery v JOIN order_line l ON l.trust_id = v.trust_id AND l.id = v.order_line_id
  WHERE v.decision = 'keep' GROUP BY l.trust_id, l.order_id
) k WHERE o.trust_id = k.trust_id AND o.id = k.order_id;

ALTER TABLE over_delivery ADD CONSTRAINT kept_is_priced CHECK ((decision = 'keep') IS NOT TRUE OR (net IS NOT NULL AND vat IS NOT NULL));
