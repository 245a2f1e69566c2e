-- What a deputy decided is found by the time they stood in; times are paged, newest first; the sample has a list of what was looked at.
CREATE INDEX approval_deputising ON approval (trust_id, deputising_id) WHERE deputising_id IS NOT NULL;
CREATE INDEX deputising_newest ON deputising (trust_id, from_at DESC, id DESC);
CREATE INDEX passed_sample_checked ON passed_sample (trust_id, id DESC) WHERE outcome IS NOT NULL;
