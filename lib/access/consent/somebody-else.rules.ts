/**
 * Whether somebody is a second person: a person, and none of those who stand behind what waits (who chose, asked for or
 * proposed it). Tincture itself never is. The one rule wherever two people are needed.
 */
export function isSomebodyElse(who: { personId: string | null }, behind: readonly (string | null)[]): boolean {
  return who.personId !== null && !behind.includes(who.personId)
}
