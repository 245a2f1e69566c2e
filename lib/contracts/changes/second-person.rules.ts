/** Who stands behind a catalogue: who chose the file, and who proposed what it changes. */
export type Behind = { chosenBy: string | null; proposedBy: string | null }

/** Whether somebody may decide on a catalogue: a person who neither chose its file nor proposed it. Tincture never does. */
export function secondPerson(who: { personId: string | null }, { chosenBy, proposedBy }: Behind): boolean {
  return who.personId !== null && who.personId !== chosenBy && who.personId !== proposedBy
}
