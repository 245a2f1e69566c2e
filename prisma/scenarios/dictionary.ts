import { chooseRelease } from '#lib/catalogue/dictionary/choose-release.command.ts'
import { workOnRelease } from '#lib/catalogue/dictionary/work-on-release.job.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dmdId, type ReleasePack, releaseZip } from '#lib/testing/a-release.ts'
import { londonDate } from '#lib/values/dates.ts'
import { actOf, type Demo, type DemoTrust, done } from './demo-act.ts'

/**
 * The hub has read this week's release of the dictionary, which waits to be made current: the demo's packs as they are, but two
 * have another list price, one is discontinued, and one is new.
 */
export async function readDictionary(demo: Demo, hub: DemoTrust): Promise<void> {
  const act = actOf(demo, hub, 'hub')
  const there = await withTrust(act.actor, (tx) =>
    tx.pack.findMany({ where: { ownerId: hub.id }, orderBy: [{ name: 'asc' }, { amppId: 'asc' }] }),
  )
  const packs = there.map((pack, n): ReleasePack => {
    const price = (pack.listPrice ?? 0n) / 100n
    return {
      n,
      ids: { ampp: pack.amppId, vmpp: pack.vmppId, amp: pack.ampId, vmp: pack.vmpId },
      vtm: pack.vtmId ?? undefined,
      ...{ name: pack.name, maker: pack.maker, unit: pack.unitName, cd: pack.cdCategory },
      product: pack.brand === '' ? pack.name : `${pack.brand} ${pack.name.split(' ').at(-1)}`,
      quantity: String(Number(pack.unitsMilli) / 1000),
      price: String(n === 4 || n === 40 ? price + 125n : price),
      priceBasis: pack.listPrice === null && n !== 4 && n !== 40 ? '0002' : '0001',
      available: pack.unlicensed ? '0006' : '0001',
      discontinued: pack.discontinued || n === 20,
    }
  })
  const [last] = packs
  if (last)
    packs.push({
      n: 9000,
      name: last.name,
      unit: last.unit,
      quantity: '56',
      ids: { ampp: dmdId(79_001), vmpp: dmdId(79_002), amp: dmdId(79_003), vmp: last.ids?.vmp ?? '' },
      vtm: last.vtm,
    })
  const [year = '', month = '', day = ''] = londonDate(act.now).split('-')
  const { releaseId } = done(
    await chooseRelease(act, { files: [releaseZip(packs, { day: `${day}${month}${year.slice(2)}` })], here: true }),
  )
  await workOnRelease(act, releaseId)
}
