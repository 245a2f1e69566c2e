/**
 * Whether a fault is the database's word that something is there already (a unique key). The transaction is lost with
 * it: the command can only refuse.
 */
export function isTaken(fault: unknown): boolean {
  const { code, meta } = fault as { code?: string; meta?: { code?: string } }
  return code === 'P2002' || (code === 'P2010' && meta?.code === '23505')
}
