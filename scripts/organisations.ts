import { withoutTrust, withTrust } from '#lib/db/with-trust.ts'

/** An organisation of the installation. */
export type Organisation = { trustId: string; odsCode: string; name: string; kind: 'trust' | 'hub' }

/** Every organisation of the installation, by code. Asked as the worker. */
export async function organisations(): Promise<Organisation[]> {
  const ids = await withoutTrust((tx) => tx.$queryRaw<{ id: string }[]>`SELECT every_trust() AS id`)
  const found: Organisation[] = []
  for (const { id } of ids) {
    const row = await withTrust({ trustId: id }, (tx) => tx.organisation.findFirst({ where: { trustId: id } }))
    if (row)
      found.push({ trustId: id, odsCode: row.odsCode, name: row.name, kind: row.kind === 'hub' ? 'hub' : 'trust' })
  }
  return found.sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1))
}
