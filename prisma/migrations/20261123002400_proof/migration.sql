-- The proof: what auditors ask of the record.

-- Only the worker takes old deliveries away.
REVOKE DELETE ON webhook_delivery, webhook_attempt FROM tincture_app;
