-- The words of letters that packs are named by, each once for its owner: what a word that finds nothing is held against. A word
-- that no pack has any more may stay; it finds nothing. No role of the app sees them but through near_words.
CREATE TABLE pack_word (
  owner_id uuid NOT NULL,
  word text NOT NULL,
  PRIMARY KEY (owner_id, word)
);
ALTER TABLE pack_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE pack_word FORCE ROW LEVEL SECURITY;

CREATE FUNCTION pack_gives_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO pack_word (owner_id, word)
    SELECT DISTINCT p.owner_id, w.word FROM fresh p CROSS JOIN LATERAL string_to_table(p.search, ' ') AS w (word)
    WHERE length(w.word) BETWEEN 4 AND 40 AND w.word ~ '^[a-z]+$'
      AND NOT EXISTS (SELECT FROM pack_word k WHERE k.owner_id = p.owner_id AND k.word = w.word)
    ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

-- For each word that begins no word of a pack of the trust or its hub: the words most like it, likest first.
CREATE FUNCTION near_words(typed text[], most integer) RETURNS TABLE (typed_word text, word text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.2 AS $$
  WITH me AS MATERIALIZED (
    SELECT array_remove(ARRAY[o.trust_id, o.hub_id], NULL) AS owners FROM organisation o
    WHERE o.trust_id = nullif(current_setting('app.trust_id', true), '')::uuid
  )
  SELECT t.word, n.word
  FROM me CROSS JOIN unnest(typed) AS t (word)
  CROSS JOIN LATERAL (
    SELECT k.word FROM pack_word k WHERE k.owner_id = ANY (me.owners) AND k.word % t.word
    GROUP BY k.word ORDER BY similarity(k.word, t.word) DESC, k.word LIMIT most
  ) n
  WHERE NOT EXISTS (SELECT FROM pack_word k WHERE k.owner_id = ANY (me.owners) AND starts_with(k.word, t.word))
$$;

GRANT CREATE ON SCHEMA public TO tincture_search;
ALTER FUNCTION pack_gives_words() OWNER TO tincture_search;
ALTER FUNCTION near_words(text[], integer) OWNER TO tincture_search;
REVOKE CREATE ON SCHEMA public FROM tincture_search;
REVOKE ALL ON FUNCTION pack_gives_words(), near_words(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION near_words(text[], integer) TO tincture_app, tincture_worker;
GRANT SELECT, INSERT ON pack_word TO tincture_search;

INSERT INTO pack_word (owner_id, word)
  SELECT DISTINCT p.owner_id, w.word FROM pack p CROSS JOIN LATERAL string_to_table(p.search, ' ') AS w (word)
  WHERE length(w.word) BETWEEN 4 AND 40 AND w.word ~ '^[a-z]+$';
CREATE INDEX pack_word_near ON pack_word USING gin (word gin_trgm_ops) WITH (fastupdate = off);

CREATE TRIGGER pack_gives_words_new AFTER INSERT ON pack REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION pack_gives_words();
CREATE TRIGGER pack_gives_words_changed AFTER UPDATE ON pack REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION pack_gives_words();
