import { z } from 'zod'
import { addPersonForm } from '../person.schema.ts'
import { EMAIL_CLAIMS, ID_CLAIMS } from './claims.rules.ts'

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

/** How a trust's directory is asked, as typed. An empty secret leaves the one that is kept. */
export const directoryForm = z
  .object({
    issuer: z.string({ error: 'Choose the directory' }).min(1, 'Choose the directory').max(500),
    clientId: z
      .string({ error: 'Enter the client id that the directory gave you' })
      .trim()
      .min(1, 'Enter the client id that the directory gave you')
      .max(255, 'Enter a shorter client id'),
    clientSecret: z.string().trim().max(1000, 'Enter the secret as the directory gave it').default(''),
    idClaim: z.enum(ID_CLAIMS, { error: 'Choose the claim that says who somebody is' }),
    emailClaim: z.enum(EMAIL_CLAIMS, { error: 'Choose the claim that holds the e-mail address' }),
    domains: z
      .string()
      .default('')
      .transform((text) => [
        ...new Set(
          text
            .toLowerCase()
            .split(/[\s,;]+/)
            .filter(Boolean),
        ),
      ])
      .refine((all) => all.length <= 20 && all.every((one) => DOMAIN.test(one)), {
        error: 'Enter domains like riverside.nhs.uk, with commas between',
      }),
    active: z.literal('yes').optional(),
    onlyWay: z.literal('yes').optional(),
    version: z.coerce.number().int().min(0),
  })
  .transform(({ active, onlyWay, ...rest }) => ({ ...rest, active: active === 'yes', onlyWay: onlyWay === 'yes' }))
  .refine((typed) => typed.active || !typed.onlyWay, {
    path: ['onlyWay'],
    error: 'Switch the directory on before it is the only way in',
  })

const waitingId = z.uuid()

/** Joins who waits to somebody of the trust. */
export const joinWaitingForm = z.object({ waitingId, personId: z.uuid({ error: 'Choose the person' }) })
/** Makes a person of who waits. */
export const admitWaitingForm = addPersonForm.extend({ waitingId })
/** Lets nobody in. */
export const refuseWaitingForm = z.object({ waitingId })
/** Takes back that somebody of the directory is a person here. */
export const unlinkForm = z.object({ linkId: z.uuid() })
/** The password of the account that one is joined to, and its code where it has a second factor. */
export const proveForm = z.object({
  password: z.string({ error: 'Enter the password' }).min(1, 'Enter the password').max(1000),
  code: z.string().trim().max(40).default(''),
})

/** What each gives. */
export type SaveDirectory = z.output<typeof directoryForm>
export type JoinWaiting = z.output<typeof joinWaitingForm>
export type AdmitWaiting = z.output<typeof admitWaitingForm>
export type RefuseWaiting = z.output<typeof refuseWaitingForm>
export type Unlink = z.output<typeof unlinkForm>
export type Prove = z.output<typeof proveForm>
