import { stringify } from 'csv-stringify/sync'
import { endsInVerhoeff, gs1Digit, verhoeffDigit } from '#lib/values/codes.ts'
import { type LocalDate, localDate } from '#lib/values/dates.ts'
import { awardDays, BIOSIMILAR, ORIGINATOR, SWITCHED } from './biosimilar.ts'
import { MEDICINES, type Medicine, SPECIAL } from './medicines.ts'
import { SUPPLIERS } from './suppliers.ts'

/** A pack of the demo: who makes it, and who holds an award on it. */
export type DemoPack = {
  amppId: string
  medicine: string
  /** A supplier's code, or a name. */
  maker: string
  brand?: string
  units: number
  /** Pence ex VAT per pack: the contract's, or what wholesalers ask where there is none. */
  price: number
  contract: { holder: string; reference: string; lot: string; wholesalers: string[] } | null
}

/** A made-up dm+d id with a right check digit: the stem 9 names no product. */
export function madeUpId(stem: number): string {
  const body = `9${stem.toString().padStart(5, '0')}100000110`
  const id = `${body}${verhoeffDigit(body)}`
  if (!endsInVerhoeff(id)) throw new Error(`${id} has no check digit`)
  return id
}

/** A made-up barcode: GS1's range 2 is for use inside one house, so no product on sale carries it. */
export function madeUpGtin(stem: number): string {
  const body = `0299${stem.toString().padStart(9, '0')}`
  return `${body}${gs1Digit(body)}`
}

const FRAMEWORKS = {
  generic_hospital_only: { reference: 'CM/PHG/99/0001', lot: '02' },
  generic_oral: { reference: 'CM/PHG/99/0002', lot: '01' },
  branded: { reference: 'CM/PHR/99/0003', lot: '01' },
  tranche: { reference: 'CM/PHR/99/0004', lot: '03' },
} as const

const HOLDERS: Record<Medicine['category'], readonly string[]> = {
  generic_hospital_only: ['NORTHGATE', 'CALDER', 'HARTWELL'],
  generic_oral: ['CALDER', 'WEXHAM'],
  branded: ['FENWICK', 'HARTWELL'],
  tranche: ['FENWICK'],
}

const OTHERS: Record<string, string> = {
  NORTHGATE: 'CALDER',
  CALDER: 'WEXHAM',
  HARTWELL: 'NORTHGATE',
  WEXHAM: 'CALDER',
  FENWICK: 'HARTWELL',
}

/** Holders that the stories name, whatever the turn would give. */
const HELD_BY: Record<string, string> = {
  meropenem: 'NORTHGATE',
  adenosine: 'CALDER',
  morphine: 'CALDER',
  insulin: 'FENWICK',
  rocuronium: 'HARTWELL',
  adalimumab: BIOSIMILAR.holder,
}

/** Delivered by wholesalers rather than by the holder. */
const BY_WHOLESALER: readonly string[] = ['NORTHGATE', 'WEXHAM']

/** Every pack of the demo: the contracted one first, the other sizes, and another maker's without a contract. */
export function demoPacks(): Map<string, DemoPack[]> {
  const packs = new Map<string, DemoPack[]>()
  for (const [index, medicine] of MEDICINES.entries()) {
    const turn = HOLDERS[medicine.category]
    const holder = HELD_BY[medicine.key] ?? turn[index % turn.length] ?? 'CALDER'
    const framework = FRAMEWORKS[medicine.category]
    const own = medicine.packs.map((units, size): DemoPack => {
      const perUnit = medicine.price / (medicine.packs[0] ?? 1)
      const contracted = size === 0
      return {
        amppId: madeUpId(10_000 + index * 10 + size),
        medicine: medicine.key,
        maker: contracted ? holder : (OTHERS[holder] ?? 'WEXHAM'),
        units,
        price: contracted ? medicine.price : Math.max(1, Math.round(perUnit * units * 1.0625)),
        contract: contracted
          ? { holder, ...framework, wholesalers: BY_WHOLESALER.includes(holder) ? ['MERIDIAN', 'ALBION'] : [] }
          : null,
      }
    })
    const first = own[0]
    if (first && medicine.key === SWITCHED)
      own.splice(0, 1, { ...first, brand: BIOSIMILAR.brand }, originatorOf(first, index))
    if (first)
      own.push({
        ...first,
        amppId: madeUpId(10_000 + index * 10 + 9),
        maker: OTHERS[holder] ?? 'WEXHAM',
        price: otherPrice(medicine),
        contract: null,
      })
    packs.set(medicine.key, own)
  }
  packs.set(SPECIAL.key, [
    {
      amppId: madeUpId(19_990),
      medicine: SPECIAL.key,
      maker: 'LARKSPUR',
      units: SPECIAL.pack,
      price: SPECIAL.price,
      contract: SPECIALS,
    },
  ])
  return packs
}

/** The originator brand beside its biosimilar. */
function originatorOf(biosimilar: DemoPack, index: number): DemoPack {
  const { brand, maker, holder, price } = ORIGINATOR
  const contract = biosimilar.contract && { ...biosimilar.contract, holder, wholesalers: [] }
  return { ...biosimilar, amppId: madeUpId(10_000 + index * 10 + 8), brand, maker, price, contract }
}

/** Specials of NHS and commercial makers are bought by a framework of their own. */
const SPECIALS = { holder: 'LARKSPUR', reference: 'CM/PHS/99/0005', lot: '01', wholesalers: [] }

function otherPrice(medicine: Medicine): number {
  return medicine.key === 'meropenem' ? 2490 : Math.round(medicine.price * 1.28)
}

const nameOf = (code: string) => SUPPLIERS.find((supplier) => supplier.code === code)?.name ?? code

const isOriginator = (pack: DemoPack) => pack.brand === ORIGINATOR.brand

/** An id made up for the substance that a name begins with, the same for all that begin with it. */
function substanceId(name: string): string {
  const substances = [...new Set([...MEDICINES.map((one) => one.name), SPECIAL.name].map(substanceOf))]
  return madeUpId(90_000 + substances.indexOf(substanceOf(name)))
}

const substanceOf = (name: string) => name.split(' ')[0] ?? name

/** The demo's product file, in the columns of a real one. */
export function packFile(packs: ReadonlyMap<string, readonly DemoPack[]>): string {
  const rows = [...packs].flatMap(([key, list], index) => {
    const medicine = MEDICINES.find((one) => one.key === key)
    const flag = (name: string) => ((medicine?.flags as readonly string[] | undefined)?.includes(name) ? 'Y' : '')
    return list.map((pack, place) => ({
      ampp_id: pack.amppId,
      vmpp_id: madeUpId(30_000 + index * 10 + (medicine?.packs.indexOf(pack.units) ?? 0)),
      amp_id: isOriginator(pack) ? ORIGINATOR.ampId : madeUpId(50_000 + index * 10 + place),
      vmp_id: medicine?.vmp ?? madeUpId(70_000),
      vtm_id: substanceId(medicine?.name ?? SPECIAL.name),
      name: medicine?.name ?? SPECIAL.name,
      brand: pack.brand ?? '',
      maker: nameOf(pack.maker),
      pack_size: pack.units,
      unit: medicine?.unit ?? SPECIAL.unit,
      gtins: madeUpGtin(index * 10 + place),
      supplier_code: `${pack.maker.slice(0, 3).toUpperCase()}${index.toString().padStart(3, '0')}${place}`,
      cd_category: medicine?.cd ?? '0000',
      unlicensed: medicine ? '' : 'Y',
      fridge: flag('fridge'),
      hazardous: flag('hazardous'),
      high_cost: flag('high_cost'),
      biosimilar: isOriginator(pack) ? '' : flag('biosimilar'),
      made_up: 'Y',
    }))
  })
  return stringify(rows, { header: true })
}

const DATES = {
  generic_hospital_only: ['2025-04-01', '2027-03-31', '2029-03-31'],
  generic_oral: ['2025-04-01', '2027-01-31', '2028-01-31'],
  branded: ['2025-03-01', '2027-02-28', '2029-02-28'],
  tranche: ['2025-05-01', '2027-04-30', '2029-04-30'],
  specials: ['2025-01-01', '2027-12-31', '2029-12-31'],
} as const

const GROUPS = {
  generic_hospital_only: ['DLS', 'DLN'],
  generic_oral: ['DLS', 'DLN'],
  branded: ['LONDON'],
  tranche: ['LONDON'],
  specials: ['NATIONAL'],
} as const

/** The days of a pack's awards and their rank; the biosimilar's begin on the day of the switch. */
function awardsOf(pack: DemoPack, switchOn: LocalDate, from: LocalDate, to: LocalDate) {
  if (isOriginator(pack)) return awardDays(switchOn, from, to).originator
  return pack.medicine === SWITCHED ? awardDays(switchOn, from, to).biosimilar : [{ rank: 1, from, to }]
}

/**
 * The demo's contract catalogue in the canonical columns: one row for each pack, supplier, buying group and rank.
 * `switchOn` is the day from which the biosimilar of the switched medicine is awarded.
 */
export function contractFile(packs: ReadonlyMap<string, readonly DemoPack[]>, switchOn: LocalDate): string {
  return stringify(contractRows(packs, switchOn), { header: true })
}

/** The rows of the demo's contract file. */
export function contractRows(packs: ReadonlyMap<string, readonly DemoPack[]>, switchOn: LocalDate) {
  return [...packs].flatMap(([key, list]) => {
    const medicine = MEDICINES.find((one) => one.key === key)
    const category = medicine?.category ?? 'specials'
    const groups = GROUPS[category]
    const [from, to, extension] = DATES[category]
    return list.flatMap((pack) => {
      const { contract } = pack
      if (!contract) return []
      const awards = awardsOf(pack, switchOn, localDate(from), localDate(to))
      const places = groups.flatMap((group) => awards.map((award) => ({ group, ...award })))
      return places.map(({ group, rank, ...days }) => ({
        contract_ref: contract.reference,
        lot: contract.lot,
        category,
        buying_group: group,
        ampp_id: pack.amppId,
        description: medicine?.name ?? SPECIAL.name,
        pack_size: pack.units,
        pack_uom: medicine?.unit ?? SPECIAL.unit,
        supplier_name: nameOf(contract.holder),
        supplier_code: contract.holder,
        route: contract.wholesalers.length > 0 ? 'wholesaler' : 'direct',
        wholesalers: contract.wholesalers.join('|'),
        price_ex_vat: ((group === 'DLN' ? Math.round(pack.price * 1.03) : pack.price) / 100).toFixed(2),
        currency: 'GBP',
        award_rank: rank,
        valid_from: days.from,
        valid_to: days.to,
        extension_to: extension,
        min_order_qty: 1,
        status: 'active',
        price_confidential: isOriginator(pack) || medicine?.flags?.includes('pas') ? 'PAS' : 'Y',
        notes: 'Illustrative price. The framework does not exist.',
      }))
    })
  })
}
