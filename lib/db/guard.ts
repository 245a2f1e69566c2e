/** What is needed to ask: a pg client or pool, or anything else that answers a query with rows. */
export type Asked = { query: (sql: string) => Promise<{ rows: Record<string, unknown>[] }> }

/*
 * The roles that the connected one is or can act as: itself, those whose rights it inherits, those it may SET ROLE to
 * and those whose membership it could give itself.
 */
const DANGER = `
  WITH mine AS (
    SELECT oid, rolname, rolsuper, rolbypassrls FROM pg_roles
     WHERE oid = current_user::regrole OR pg_has_role(oid, 'USAGE') OR pg_has_role(oid, 'SET')
        OR pg_has_role(oid, 'MEMBER WITH ADMIN OPTION')
  )
  SELECT current_user::text AS me,
         (SELECT rolname::text FROM mine WHERE rolsuper ORDER BY oid <> current_user::regrole LIMIT 1) AS superuser,
         (SELECT rolname::text FROM mine WHERE rolbypassrls ORDER BY oid <> current_user::regrole LIMIT 1) AS bypass,
         (SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN mine ON mine.oid = c.relowner
           WHERE n.nspname IN ('public', 'identity', 'pgboss') AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           LIMIT 1) AS owned`

/**
 * Why the connected role is too mighty for the app or the worker, as one line, or null when it is not: it is superuser,
 * has BYPASSRLS or owns a table of ours, by itself or through a role it belongs to. Row security would not hold it.
 */
export async function refuseDangerousRole(client: Asked): Promise<string | null> {
  const { rows } = await client.query(DANGER)
  const { me, superuser, bypass, owned } = rows[0] ?? {}
  const through = (role: unknown) => (role === me ? '' : ` through ${role}`)
  const advice = 'Use a role that owns nothing and has neither SUPERUSER nor BYPASSRLS.'
  if (superuser)
    return `The database role ${me} is a superuser${through(superuser)}, so tenants would not be kept apart. ${advice}`
  if (bypass)
    return `The database role ${me} has BYPASSRLS${through(bypass)}, so tenants would not be kept apart. ${advice}`
  if (owned) return `The database role ${me} owns the table ${owned}, so tenants would not be kept apart. ${advice}`
  return null
}
