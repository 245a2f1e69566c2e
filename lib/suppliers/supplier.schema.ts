import { z } from 'zod'
import { isGln } from '#lib/values/codes.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Pence, parsePounds } from '#lib/values/money.ts'
import { parseTime } from '#lib/values/times.ts'

/** How orders go to a supplier. Phone and portal are written down by hand. */
export const CHANNELS = { email: 'E-mail', portal: 'Supplier’s website', phone: 'Phone' } as const

/** A channel of a supplier. */
export type Channel = keyof typeof CHANNELS

/** What a supplier is. */
export const SUPPLIER_KINDS = {
  manufacturer: 'Manufacturer',
  wholesaler: 'Wholesaler',
  specials: 'Specials manufacturer or importer',
} as const

/** A kind of supplier. */
export type SupplierKind = keyof typeof SUPPLIER_KINDS

/** Peppol's schemes of electronic addresses that British sellers use (EAS code list). */
export const ENDPOINT_SCHEMES = { '0088': 'GLN', '9932': 'UK VAT number', '0060': 'D-U-N-S number' } as const

const supplierId = z.string().refine(isUuid, 'Choose a supplier')
const version = z.coerce.number().int().positive().optional()

function optionalText(most: number) {
  return z
    .string()
    .trim()
    .max(most, `Enter at most ${most} letters`)
    .optional()
    .transform((text) => text ?? '')
}

const pounds = z
  .string()
  .optional()
  .transform((text, context): Pence => {
    const value = text === undefined || text.trim() === '' ? (0 as Pence) : parsePounds(text)
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'Enter an amount in pounds, like 150.00' })
    return z.NEVER
  })

function whole(what: string, least: number, most: number) {
  return z
    .string({ error: `Enter ${what}` })
    .trim()
    .regex(/^\d{1,5}$/, `Enter ${what} as a whole number`)
    .transform(Number)
    .refine((count) => count >= least && count <= most, `Enter ${what} from ${least} to ${most}`)
}

const storeNumber = optionalText(40)

/** Account numbers of single stores, typed as `number-…` with the store's id. */
function storeNumbersOf(rest: Readonly<Record<string, unknown>>, context: z.RefinementCtx): Record<string, string> {
  const numbers: Record<string, string> = {}
  for (const [field, typed] of Object.entries(rest)) {
    const storeId = /^number-(.+)$/.exec(field)?.[1]
    if (storeId === undefined || !isUuid(storeId)) continue
    const read = storeNumber.safeParse(typed)
    if (read.success) numbers[storeId] = read.data
    else context.addIssue({ code: 'custom', path: [field], message: read.error.issues[0]?.message ?? 'Enter a number' })
  }
  return numbers
}

/**
 * How this trust trades with a supplier. Amounts in pounds ex VAT; times in London. `addressReason`: how who types it
 * knows another address for orders to be the supplier's. `number-…` are account numbers of single stores.
 */
export const accountForm = z
  .looseObject({
    supplierId,
    version,
    accountNumber: optionalText(40),
    channel: z.enum(['email', 'portal', 'phone'], 'Choose how orders go to this supplier'),
    orderEmail: z.email('Enter an e-mail address, like orders@supplier.example').optional(),
    phone: optionalText(40),
    minimumOrder: pounds,
    carriage: pounds,
    cutOff: z
      .string()
      .optional()
      .transform((text, context): string | null => {
        if (text === undefined || text.trim() === '') return null
        const time = parseTime(text)
        if (time !== null) return time
        context.addIssue({ code: 'custom', message: 'Enter a time, like 11:30am or 14:00' })
        return z.NEVER
      }),
    leadDays: whole('the days until delivery', 0, 365),
    answerHours: whole('the hours until an answer', 1, 720),
    shelfLifeDays: whole('the days of shelf life', 0, 3650),
    addressReason: optionalText(500),
  })
  .refine((typed) => typed.channel !== 'email' || typed.orderEmail !== undefined, {
    path: ['orderEmail'],
    error: 'Enter the address orders go to, or choose another channel',
  })
  .transform((typed, context) => {
    const { supplierId, version, accountNumber, channel, orderEmail, phone, minimumOrder, carriage, cutOff, ...more } =
      typed
    const { leadDays, answerHours, shelfLifeDays, addressReason, ...rest } = more
    const terms = { accountNumber, channel, orderEmail, phone, minimumOrder, carriage, cutOff, leadDays, answerHours }
    const storeNumbers = storeNumbersOf(rest, context)
    return { supplierId, version, ...terms, shelfLifeDays, addressReason, storeNumbers }
  })

/** What becomes of a change of the address that orders go to. A refusal says why. */
export const decideOrderAddressForm = z
  .object({
    changeId: z.uuid('Choose the change again'),
    decision: z.enum(['agree', 'refuse', 'take_back'], 'Choose what becomes of it'),
    comment: optionalText(500),
  })
  .refine((typed) => typed.decision !== 'refuse' || typed.comment !== '', {
    path: ['comment'],
    error: 'Say why not',
  })

const name = z
  .string({ error: 'Enter the name of the supplier' })
  .trim()
  .min(1, 'Enter the name of the supplier')
  .max(120, 'Enter at most 120 letters')

const particulars = {
  name,
  kind: z.enum(['manufacturer', 'wholesaler', 'specials'], 'Choose what the supplier is'),
  gln: z
    .string()
    .transform((text) => text.replaceAll(' ', ''))
    .refine(isGln, 'Enter a GLN of 13 digits with its check digit, or leave it empty')
    .optional(),
  endpointScheme: z.enum(['0088', '9932', '0060']).optional(),
  endpointId: z.string().trim().max(50, 'Enter at most 50 letters').optional(),
  address: z
    .string()
    .optional()
    .transform((text) =>
      (text ?? '')
        .split(/\r?\n/)
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().max(80, 'Enter lines of at most 80 letters')).max(7, 'Enter at most 7 lines')),
}

type Endpoint = { endpointScheme?: string | undefined; endpointId?: string | undefined }

const wholeEndpoint = (typed: Endpoint) => (typed.endpointScheme === undefined) === (typed.endpointId === undefined)
const soundEndpoint = (typed: Endpoint) => typed.endpointScheme !== '0088' || isGln(typed.endpointId ?? '')
const ENDPOINT_WHOLE = {
  path: ['endpointId'],
  error: 'Enter both the kind of Peppol address and the address, or neither',
}
const ENDPOINT_SOUND = { path: ['endpointId'], error: 'Enter a GLN of 13 digits with its check digit' }

/** What a supplier is to everybody: kept by who loaded or added it. */
export const supplierForm = z
  .object({ supplierId, version, ...particulars })
  .refine(wholeEndpoint, ENDPOINT_WHOLE)
  .refine(soundEndpoint, ENDPOINT_SOUND)

/** A supplier that no contract file names. `seen`: those alike that were shown, and are not meant (ids, with commas). */
export const newSupplierForm = z
  .object({
    ...particulars,
    code: z
      .string()
      .trim()
      .max(40, 'Enter at most 40 letters')
      .optional()
      .transform((text) => text ?? ''),
    seen: z
      .string()
      .optional()
      .transform((text) => (text ?? '').split(',').filter(isUuid)),
  })
  .refine(wholeEndpoint, ENDPOINT_WHOLE)
  .refine(soundEndpoint, ENDPOINT_SOUND)

/** The name that a new supplier begins with, from the page's address. */
export const newSupplierAddress = z.object({ name: z.string().trim().max(120).catch('') })

/** Which of this trust's own suppliers is joined to which of its hub's. */
export const joinSupplierForm = z.object({ supplierId, into: z.uuid('Choose the supplier again') })

/** Two suppliers that are one. */
export type JoinSupplier = z.output<typeof joinSupplierForm>
/** An account as it is saved. */
export type SaveAccount = z.output<typeof accountForm>
/** What becomes of a change of address. */
export type DecideOrderAddress = z.output<typeof decideOrderAddressForm>
/** A supplier's particulars as they are saved. */
export type SaveSupplier = z.output<typeof supplierForm>
/** A supplier as it is added by hand. */
export type AddSupplier = z.output<typeof newSupplierForm>

/** The address of the list of suppliers. */
export const supplierAddress = z.object({
  q: z.string().trim().max(100).catch(''),
  view: z.enum(['all', 'account', 'none']).catch('all'),
  after: z.string().max(300).catch(''),
})
