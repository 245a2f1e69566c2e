/** A day so many days ahead (or behind, where negative), as people type it: 6 August 2026. */
export function dayAhead(days: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...({ day: 'numeric', month: 'long', year: 'numeric' } as const),
    timeZone: 'Europe/London',
  }).format(new Date(Date.now() + days * 86_400_000))
}
