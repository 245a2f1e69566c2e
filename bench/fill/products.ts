import { packSearchText } from '#lib/catalogue/pack.rules.ts'
import { gs1Digit, verhoeffDigit } from '#lib/values/codes.ts'
import { milli } from '#lib/values/packs.ts'
import { below, type Dice, oneByWeight, oneOf } from '../dice.ts'
import { type CopyTable, copyLine } from './copy.ts'
import { idAt } from './ids.ts'

/** A made-up pack with all that orders say of it. */
export type MadePack = {
  amppId: string
  vmpId: string
  name: string
  brand: string
  maker: number
  packText: string
  units: number
  unitName: string
  gtin: string
  supplierCode: string
  cd: string
  unlicensed: boolean
  fridge: boolean
  /** Pence a pack. */
  price: number
}

/** As many as dm+d has, about. */
export const MEDICINES = 25_000
export const PACKS = 170_000

const BEGINNINGS =
  'abac acet adal alen allo ami amlo amox ator azat azi bac bena beta biso brom bude bupi calci capto carba carve cefa cefo ceta chlor cipro clari clinda clopi codi dapa dexa diaz diclo digo dilti dipy doxy dula empa ena epla erlo eryth esci etha ezeti feno fexo flu foli fond furo gaba genta gli halo hepa hydro ibu imi inda insu ipra irbe iso keto labe lami lans leflu leva lina lisi lopera lora losa mebe mero metho metro mido mirta mono morphi nabi napro neo nife nitro nora olan ome onda oxy panto para peni pera pheni pino pira pred prega propo quet rami rani rifa rise rosu sali sema serta silde simva sita sota spiro sulfa suma tamo tazo tele teno terbu theo tica timo tira tobra topi tram travo trime valpro vanco vera vilda vori warfa zidov zole zopi'.split(
    ' ',
  )
const ENDINGS =
  'bactam caine cillin cycline dipine dronate fenac floxacin gliptin lukast mab micin mycin nazole nib olol oxetine parin pidem pril profen quine relin sartan setron statin sterone tadine taxel terol thiazide tidine tinib triptan vastatin vir xaban zepam zide zolam zosin'.split(
    ' ',
  )
const FORMS = [
  ['tablets', 'tablet', 'mg', [28, 56, 30, 100], 40],
  ['capsules', 'capsule', 'mg', [28, 30, 56, 100], 16],
  ['oral solution', 'ml', 'mg/5ml', [100, 150, 300], 8],
  ['powder for solution for injection vials', 'vial', 'mg', [1, 5, 10], 9],
  ['solution for injection ampoules', 'ampoule', 'mg/2ml', [5, 10], 9],
  ['solution for infusion bags', 'bag', 'mg/100ml', [10, 20], 4],
  ['cream', 'g', '%', [15, 30, 100], 5],
  ['eye drops', 'ml', '%', [5, 10], 4],
  ['solution for injection pre-filled syringes', 'pre-filled disposable injection', 'mg/0.5ml', [1, 4, 10], 5],
] as const
const STRENGTHS = [0.5, 1, 2, 2.5, 5, 10, 15, 20, 25, 30, 40, 50, 75, 80, 100, 150, 200, 250, 300, 400, 500, 600, 750]

/** The made-up catalogue: medicines in several strengths and forms, each in packs of several makers and sizes. */
export function makeProducts(roll: Dice, makers: readonly string[]): MadePack[] {
  const packs: MadePack[] = []
  const names = new Set<string>()
  for (let medicine = 0; medicine < MEDICINES; medicine += 1) {
    const form = formOf(roll)
    const name = newName(roll, form, names)
    const vmpId = dmdId(1, medicine)
    const cd = roll() < 0.02 ? '0002' : '0000'
    const flags = { cd, unlicensed: cd === '0000' && roll() < 0.02, fridge: roll() < 0.06 }
    const perUnit = 2 + roll() ** 6 * 4000
    const left = PACKS - packs.length
    const wanted = Math.min(left - (MEDICINES - medicine - 1), 2 + below(roll, 11))
    const count = medicine === MEDICINES - 1 ? left : wanted
    for (let place = 0; place < count; place += 1) {
      const index = packs.length
      const units = oneOf(roll, form[3], 2)
      const maker = below(roll, makers.length, 1.5)
      packs.push({
        ...flags,
        amppId: dmdId(2, index),
        vmpId,
        name,
        brand: roll() < 0.25 ? brandOf(roll) : '',
        maker,
        packText: form[1] === 'ml' || form[1] === 'g' ? `${units} ${form[1]}` : `${units} ${form[1]}s`,
        units,
        unitName: form[1],
        gtin: gtin(index),
        supplierCode: `${(makers[maker] ?? '').slice(0, 3).toUpperCase()}${index}`,
        price: Math.max(20, Math.round(perUnit * units * (0.8 + roll() * 0.5))),
      })
    }
  }
  return packs
}

/** Writes packs and their codes as the loader of a file leaves them. */
export async function writeProducts(
  packs: readonly MadePack[],
  { ownerId, makers, at }: { ownerId: string; makers: readonly string[]; at: number },
  tables: { pack: CopyTable; code: CopyTable },
): Promise<void> {
  for (const [index, pack] of packs.entries()) {
    const maker = makers[pack.maker] ?? ''
    const unitsMilli = milli(pack.units * 1000)
    const search = packSearchText({ ...pack, maker })
    tables.pack.line(
      copyLine([
        ...[ownerId, pack.amppId, dmdId(3, index), dmdId(4, index), pack.vmpId, pack.name, pack.brand, maker],
        ...[pack.packText, unitsMilli, pack.unitName, pack.cd, pack.unlicensed, pack.fridge, true, search],
      ]),
    )
    const always = ['1900-01-01', '9999-12-31']
    tables.code.line(copyLine([ownerId, idAt(at), pack.amppId, 'GTIN', pack.gtin, ...always]))
    tables.code.line(copyLine([ownerId, idAt(at), pack.amppId, 'SUPPLIER', pack.supplierCode, ...always]))
    if (tables.pack.full || tables.code.full) await Promise.all([tables.pack.drained(), tables.code.drained()])
  }
}

/** Columns that `writeProducts` fills; the rest keep what they are by default. */
export const PACK_COLUMNS =
  'owner_id ampp_id vmpp_id amp_id vmp_id name brand maker pack_text units_milli unit_name cd_category unlicensed fridge made_up search'.split(
    ' ',
  )
export const CODE_COLUMNS = 'owner_id id ampp_id kind code valid_from valid_to'.split(' ')

function formOf(roll: Dice): (typeof FORMS)[number] {
  return oneByWeight(roll, FORMS, (form) => form[4])
}

function newName(roll: Dice, form: (typeof FORMS)[number], known: Set<string>): string {
  for (;;) {
    const stem = `${oneOf(roll, BEGINNINGS)}${oneOf(roll, ENDINGS)}`
    const name = `${stem.charAt(0).toUpperCase()}${stem.slice(1)} ${oneOf(roll, STRENGTHS)}${form[2]} ${form[0]}`
    if (known.has(name)) continue
    known.add(name)
    return name
  }
}

function brandOf(roll: Dice): string {
  const stem = `${oneOf(roll, BEGINNINGS)}${oneOf(roll, ['va', 'xin', 'tor', 'med', 'ra', 'zol'])}`
  return `${stem.charAt(0).toUpperCase()}${stem.slice(1)}`
}

/** A made-up dm+d id with a right check digit; ids that begin with 9 name nothing. */
function dmdId(kind: number, index: number): string {
  const body = `9${kind}${index.toString().padStart(6, '0')}100000110`
  return `${body}${verhoeffDigit(body)}`
}

/** A made-up barcode: GS1's range 2 is for use inside one house. */
function gtin(index: number): string {
  const body = `0299${index.toString().padStart(9, '0')}`
  return `${body}${gs1Digit(body)}`
}
