import type { World } from './a-trust.ts'

/** Plants the next version of a trust's scheme, as proposing and adopting would have left it: applies from a day on. */
export async function anAdoptedScheme(
  world: World,
  planted: { version: number; from: string; rules: unknown; trust?: 'RZZ' | 'RZY' },
): Promise<void> {
  const ods = planted.trust ?? 'RZZ'
  const trustId = world.trusts[ods].id
  const id = world.newId()
  const rules = JSON.stringify(planted.rules)
  const [by, second] = [world.personId('lead', ods), world.personId('chief', ods)]
  await world.sql(
    `INSERT INTO scheme_proposal (trust_id, id, based_on, rules, effective_from, reason, proposed_by, proposed_at, state, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, $5, 'Planted', $6, $7, 'adopted', $8, $7)`,
    [trustId, id, planted.version - 1, rules, planted.from, by, world.clock(), second],
  )
  await world.sql(
    `INSERT INTO approval_scheme (trust_id, version, effective_from, rules, adopted_at, adopted_by, proposal_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [trustId, planted.version, planted.from, rules, world.clock(), second, id],
  )
}
