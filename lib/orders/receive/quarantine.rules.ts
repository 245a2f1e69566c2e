import { ok, type Result, refuse } from '#lib/result.ts'

/** Packs of one batch on a goods received note that were booked in to quarantine. */
export type Quarantined = {
  quarantined: boolean
  accepted: number
  /** Beyond the order and kept: they joined the others. */
  kept: number
  /** Decided on so far. */
  decided: number
  /** The note was taken back, or takes another one back. */
  takenBack: boolean
}

/** Packs still in quarantine. */
export function leftInQuarantine({ quarantined, accepted, kept, decided, takenBack }: Quarantined): number {
  return quarantined && !takenBack ? Math.max(0, accepted + kept - decided) : 0
}

/**
 * Whether so many packs in quarantine may be decided on so: by somebody else than who booked them in (OWN_COUNT), no more
 * than are there (NOT_IN_QUARANTINE), and a pack that nobody agreed to is not released (NOT_AGREED_TO).
 */
export function mayDecideQuarantine(
  packs: Quarantined,
  line: { orderNumber: string; agreed: boolean },
  decision: { packs: number; outcome: string; own: boolean },
): Result<undefined> {
  const left = leftInQuarantine(packs)
  if (decision.packs > left) return refuse({ code: 'NOT_IN_QUARANTINE', left })
  if (decision.own) return refuse({ code: 'OWN_COUNT' })
  if (decision.outcome === 'release' && !line.agreed) return refuse({ code: 'NOT_AGREED_TO', number: line.orderNumber })
  return ok()
}
