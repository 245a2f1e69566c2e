-- Roles, extensions and the pieces that every later migration builds with.
-- Group roles hold the grants; login roles are made for each database from its owner (lib/db/migrate).
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tincture_app') THEN
    CREATE ROLE tincture_app NOLOGIN NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tincture_worker') THEN
    CREATE ROLE tincture_worker NOLOGIN NOBYPASSRLS;
  END IF;
  -- Owns the search functions only: trigram operators are not leakproof, so their indexes go unused under row security.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tincture_search') THEN
    CREATE ROLE tincture_search NOLOGIN BYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of the same cluster made them at this moment
END
$$;

-- An owner who is no superuser made the role, but may hand functions to it only as one who can act as it.
DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT tincture_search TO %I WITH INHERIT FALSE, SET TRUE', current_user);
  END IF;
END
$$;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA identity;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tincture_app, tincture_worker, tincture_search;
GRANT USAGE ON SCHEMA identity TO tincture_app, tincture_worker;

-- A tenant table: forced row security by trust_id; unset trust = no rows.
CREATE FUNCTION tenant_table(name regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format(
    'CREATE POLICY tenant ON %s USING (trust_id = nullif(current_setting(''app.trust_id'', true), '''')::uuid)'
    ' WITH CHECK (trust_id = nullif(current_setting(''app.trust_id'', true), '''')::uuid)', name);
  EXECUTE format('GRANT %s ON %s TO tincture_app, tincture_worker', privileges, name);
END
$$;
REVOKE ALL ON FUNCTION tenant_table(regclass, text) FROM PUBLIC;

-- Which migrations this database has seen: what readiness compares with what the code expects.
CREATE FUNCTION applied_migrations() RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NULL THEN RETURN; END IF;
  RETURN QUERY EXECUTE
    'SELECT migration_name::text FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL';
END
$$;
REVOKE ALL ON FUNCTION applied_migrations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION applied_migrations() TO tincture_app, tincture_worker;
