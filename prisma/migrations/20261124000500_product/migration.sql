-- Other medicines of the same substance, on the page of a medicine.
CREATE INDEX pack_vtm ON pack (owner_id, vtm_id, vmp_id) WHERE vtm_id IS NOT NULL;
