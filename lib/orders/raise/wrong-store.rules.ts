/** What is odd about where an order is delivered: controlled drugs belong in a CD cupboard, and nothing else does. */
export function wrongStore(
  part: { kind: string },
  store: { label: string; kind: 'pharmacy' | 'cd_cupboard' } | null,
): string | null {
  if (store === null || (part.kind === 'cd') === (store.kind === 'cd_cupboard')) return null
  return part.kind === 'cd' ? `${store.label} is not a CD cupboard.` : `${store.label} is a CD cupboard.`
}
