/** The address of why a pack of a medicine costs what it costs: from a supplier, on a day, for so many packs. */
export function whyAddress(
  vmpId: string,
  asked: { pack: string; supplier?: string; on?: string; packs?: number },
): string {
  const parts = new URLSearchParams({ pack: asked.pack })
  if (asked.supplier) parts.set('supplier', asked.supplier)
  if (asked.on) parts.set('on', asked.on)
  if (asked.packs) parts.set('packs', String(asked.packs))
  return `/catalogue/${vmpId}/why?${parts}`
}
