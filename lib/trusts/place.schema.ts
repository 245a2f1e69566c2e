import { z } from 'zod'
import { isGln, isOdsCode } from '#lib/values/codes.ts'

/** One line of text that must be there. */
function line(what: string, longest = 120) {
  return z
    .string({ error: `Enter ${what}` })
    .trim()
    .min(1, `Enter ${what}`)
    .max(longest, `Enter ${what} in at most ${longest} letters`)
}

const gln = z
  .string()
  .transform((text) => text.replaceAll(' ', ''))
  .refine(isGln, 'Enter a GLN of 13 digits with its check digit, or leave it empty')
  .optional()

const address = z
  .string()
  .optional()
  .transform((text) =>
    (text ?? '')
      .split(/\r?\n/)
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().max(80, 'Enter lines of at most 80 letters')).max(7, 'Enter an address of at most 7 lines'))

/** Of the record that the form shows; absent for a new one. */
const version = z.coerce.number().int().positive().optional()
const active = z
  .literal('yes')
  .optional()
  .transform((ticked) => ticked === 'yes')

/** Peppol's schemes of electronic addresses that British buyers and sellers use (EAS code list). */
export const ENDPOINT_SCHEMES = { '0088': 'GLN', '9932': 'UK VAT number', '0060': 'D-U-N-S number' } as const

/**
 * A trust as it appears on its orders. `odsCode` is absent where it is not to be changed: it stands in every order
 * number, so it can be put right only before the first one.
 */
export const organisationForm = z
  .object({
    name: line('the name of the organisation'),
    odsCode: z
      .string()
      .trim()
      .toUpperCase()
      .refine(isOdsCode, 'Enter the ODS code of the organisation: 3 to 6 letters and digits, like RZZ')
      .optional(),
    gln,
    endpointScheme: z.enum(['0088', '9932', '0060']).optional(),
    endpointId: z.string().trim().max(50, 'Enter an address of at most 50 letters').optional(),
    address,
    invoiceAddress: address,
    version: z.coerce.number().int().positive(),
  })
  .refine((typed) => (typed.endpointScheme === undefined) === (typed.endpointId === undefined), {
    path: ['endpointId'],
    error: 'Enter both the kind of Peppol address and the address, or neither',
  })
  .refine((typed) => typed.endpointScheme !== '0088' || isGln(typed.endpointId ?? ''), {
    path: ['endpointId'],
    error: 'Enter a GLN of 13 digits with its check digit',
  })

/** A hospital site. `siteId` is absent for a new one. */
export const siteForm = z.object({
  siteId: z.uuid().optional(),
  name: line('the name of the site', 80),
  odsCode: z
    .string()
    .trim()
    .toUpperCase()
    .refine(
      (text) => isOdsCode(text) || /^[A-Z0-9]{7,9}$/.test(text),
      'Enter an ODS code of 3 to 9 letters and digits, like RZZ01',
    )
    .optional(),
  gln,
  address,
  version,
})

/** A store of a site: where goods are delivered to. `storeId` is absent for a new one. */
export const storeForm = z.object({
  storeId: z.uuid().optional(),
  siteId: z.uuid('Choose the site'),
  name: line('the name of the store', 80),
  kind: z.enum(['pharmacy', 'cd_cupboard'], { error: 'Choose what kind of store it is' }),
  gln,
  deliveryNote: z.string().trim().max(200, 'Enter at most 200 letters').optional().default(''),
  active,
  version,
})

/** What a cost is booked to. `costCentreId` is absent for a new one. */
export const costCentreForm = z.object({
  costCentreId: z.uuid().optional(),
  code: line('the code', 20),
  name: line('what it stands for', 80),
  active,
  version,
})

/** NHS buying groups for generics, and procurement regions for branded medicines (SPS, arrangements for procurement). */
export const BUYING_GROUPS = {
  generics: {
    DNW: 'North West',
    DNE: 'North East',
    DCE: 'East and West Midlands',
    DLN: 'London north and East of England',
    DLS: 'London south and South East Coast',
    DSW: 'South West and South Central',
  },
  branded: { NOE: 'North of England', MAE: 'Midlands and East', LONDON: 'London', SOFE: 'South of England' },
} as const satisfies Record<'generics' | 'branded', Record<string, string>>

/** From when on a trust belongs to a buying group or region; the one before ends the day before. */
export const buyingGroupForm = z
  .object({
    kind: z.enum(['generics', 'branded']),
    code: z.string({ error: 'Choose the group' }),
    validFrom: z.string({ error: 'Enter the date from which it counts' }),
  })
  .refine((typed) => typed.code in BUYING_GROUPS[typed.kind], { path: ['code'], error: 'Choose the group' })

/** What each schema gives. */
export type SaveOrganisation = z.output<typeof organisationForm>
export type SaveSite = z.output<typeof siteForm>
export type SaveStore = z.output<typeof storeForm>
export type SaveCostCentre = z.output<typeof costCentreForm>
export type JoinBuyingGroup = z.output<typeof buyingGroupForm>
