import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles } from '#lib/access/change-roles.command.ts'
import { agreeRoles } from '#lib/access/conflicts/agree-roles.command.ts'
import { keepPeople } from '#lib/access/keep-people.job.ts'
import { NOBODYS_HASH } from '#lib/access/password.ts'
import { decideRows, finishReview, startReview } from '#lib/access/review/run-review.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { drawSample } from '#lib/audit/samples/draw-sample.command.ts'
import type { SampleKind } from '#lib/audit/samples/sample.schema.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { addDays, type LocalDate, londonInstant } from '#lib/values/dates.ts'
import { pence } from '#lib/values/money.ts'
import { actOf, done, systemActOf } from './demo-act.ts'
import { type Stage, type Story, workingDay } from './stage.ts'

/** Somebody who works at the trust and of whom nobody signs in in the demo. */
async function joins({ demo, trust }: Stage, short: string, name: string, role: Role): Promise<void> {
  const email = `${short}@riverside.example`
  const given = { passwordHash: NOBODYS_HASH, oneTime: false }
  const added = done(await addPerson(systemActOf(demo, trust), { email, name, roles: [role] }, given))
  trust.people.set(short, { id: added.personId, name, roles: [role] })
}

/** An administrator asks for two roles that do not go together, and the chief pharmacist agrees the day after. */
function holdsBoth(
  stage: Stage,
  short: string,
  { from, until, roles, reason }: { from: LocalDate; until: LocalDate; roles: Role[]; reason: string },
): void {
  const { demo, trust, timetable } = stage
  timetable.at(londonInstant(from, '10:20'), async () => {
    const personId = trust.people.get(short)?.id ?? ''
    const asked = await changeRoles(actOf(demo, trust, 'admin'), { personId, roles, reason, until })
    const requestId = done(asked).requestId ?? ''
    timetable.in(26 * 60, async () => {
      done(await agreeRoles(actOf(demo, trust, 'chief'), { requestId }))
    })
  })
  timetable.at(londonInstant(addDays(until, 1), '03:10'), () => keepPeople(systemActOf(demo, trust)))
}

/** The auditor looks through who has what; an administrator decides the auditor's own row and withdraws one. */
function looksThrough(stage: Stage, day: LocalDate, withdrawn: string): void {
  const { demo, trust, timetable } = stage
  const decide = async (reviewId: string, by: string, left: (personId: string) => boolean) => {
    const rows = await withTrust({ trustId: trust.id }, (tx) =>
      tx.accessReviewRow.findMany({ where: { trustId: trust.id, reviewId, verdict: null }, orderBy: { id: 'asc' } }),
    )
    const gone = trust.people.get(withdrawn)?.id
    const verdicts = rows
      .filter((row) => !left(row.personId))
      .map((row) => ({ id: row.id, verdict: row.personId === gone ? ('withdrawn' as const) : ('confirmed' as const) }))
    done(await decideRows(actOf(demo, trust, by), { reviewId, rows: verdicts }))
  }
  timetable.at(londonInstant(day, '09:40'), async () => {
    const { reviewId } = done(await startReview(actOf(demo, trust, 'auditor')))
    const own = trust.people.get('auditor')?.id
    const gone = trust.people.get(withdrawn)?.id
    timetable.in(95, () => decide(reviewId, 'auditor', (personId) => personId === own || personId === gone))
    timetable.in(1500, () => decide(reviewId, 'admin2', () => false))
    timetable.in(1530, async () => {
      done(await finishReview(actOf(demo, trust, 'auditor'), { reviewId }))
    })
  })
}

/** The auditor draws a sample of the month before. */
function draws(stage: Stage, day: LocalDate, kind: SampleKind, wanted: number): void {
  const { demo, trust, timetable } = stage
  timetable.at(londonInstant(day, '11:15'), async () => {
    const input = { from: addDays(day, -30), to: addDays(day, -1), kind, wanted, above: pence(0), seed: '' }
    done(await drawSample(actOf(demo, trust, 'auditor'), input))
  })
}

/**
 * (n) Who holds what: one exception that stands, one that ran out and was withdrawn by itself, an access review that
 * withdrew a role nobody used, and the samples that the auditor drew.
 */
export const people: Story = (stage, today) => {
  const { timetable } = stage
  const day = (days: number) => workingDay(addDays(today, -days))
  timetable.at(londonInstant(day(400), '09:00'), async () => {
    await joins(stage, 'leila.osei', 'Leila Osei', 'technician')
    await joins(stage, 'jon.park', 'Jon Park', 'stores')
    await joins(stage, 'rosa.field', 'Rosa Field', 'finance')
  })
  holdsBoth(stage, 'jon.park', {
    ...{ from: day(160), until: addDays(today, -110), roles: ['stores', 'technician'] },
    reason: 'Eastfield had one buyer for six weeks; he ordered there and booked in here.',
  })
  looksThrough(stage, day(80), 'rosa.field')
  holdsBoth(stage, 'leila.osei', {
    ...{ from: day(20), until: addDays(today, 40), roles: ['technician', 'stores'] },
    reason: 'Goods-in at Eastfield is one short until the new year.',
  })
  draws(stage, day(62), 'all', 25)
  draws(stage, day(31), 'passed', 10)
  draws(stage, day(5), 'all', 12)
}
