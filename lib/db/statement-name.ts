const UNNAMED = ''
const MOST = 500
const names = new Map<string, string>()

/**
 * A prepared statement for each text of SQL, up to a bound: lists of ids of any length make ever new texts. The same
 * text has the same name on every connection.
 */
export function statementName(sql: string): string {
  const known = names.get(sql)
  if (known) return known
  if (names.size >= MOST) return UNNAMED
  const name = `s${names.size}`
  names.set(sql, name)
  return name
}
