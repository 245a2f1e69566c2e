/** The kinds of order that travel apart: each has its own papers and its own hands. */
export const ORDER_KINDS = ['standard', 'cd', 'unlicensed'] as const

/** A kind of order. */
export type OrderKind = (typeof ORDER_KINDS)[number]

/** What a kind is called on screen. */
export const ORDER_KIND_NAMES = {
  standard: 'Standard',
  cd: 'Controlled drugs',
  unlicensed: 'Unlicensed medicines',
} as const satisfies Record<OrderKind, string>

/**
 * dm+d CONTROL_DRUG_CATEGORY 0001 to 0007 are Schedules 1 to 3: supplied only against a signed requisition (Misuse of
 * Drugs Regulations 2001, regulation 14). Schedules 4 and 5 (0008 to 0010) travel with everything else.
 */
const NEEDS_REQUISITION: readonly string[] = ['0001', '0002', '0003', '0004', '0005', '0006', '0007']

/** Asserts a kind read from the database. */
export function orderKind(text: string): OrderKind {
  const kind = ORDER_KINDS.find((one) => one === text)
  if (!kind) throw new RangeError(`${text} is not a kind of order`)
  return kind
}

/**
 * The kind of order that a pack belongs in. An unlicensed controlled drug goes with the controlled drugs: its
 * requisition is law, and the approval that an unlicensed medicine needs is held against its line either way.
 */
export function kindOf(pack: { cdCategory: string; unlicensed: boolean }): OrderKind {
  if (NEEDS_REQUISITION.includes(pack.cdCategory)) return 'cd'
  return pack.unlicensed ? 'unlicensed' : 'standard'
}

/** What decides which order a line falls in: who delivers it, where to, and its kind. */
export type PartOf = { supplierId: string; storeId: string; kind: OrderKind }

/** The same text for the same part. */
export function partKey({ supplierId, storeId, kind }: PartOf): string {
  return `${supplierId} ${storeId} ${kind}`
}

/** One part: its lines in the order they were given. */
export type Part<L> = PartOf & { lines: L[] }

/** Splits lines by vendor, delivery store and kind. Every line falls in exactly one part; parts stand as they first occur. */
export function splitLines<L extends PartOf>(lines: readonly L[]): Part<L>[] {
  const parts = new Map<string, Part<L>>()
  for (const line of lines) {
    const key = partKey(line)
    const part = parts.get(key)
    if (part) part.lines.push(line)
    else parts.set(key, { supplierId: line.supplierId, storeId: line.storeId, kind: line.kind, lines: [line] })
  }
  return [...parts.values()]
}
