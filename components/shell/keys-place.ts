/** Where this device remembers that somebody has switched the keys off. */
export function keysPlace(person: string): string {
  return `tincture.keys ${person}`
}
