import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkboxes, Radios } from '#components/ui/choices.tsx'
import { Section } from '#components/ui/section.tsx'
import { NumberInput, TextInput } from '#components/ui/text-input.tsx'
import {
  SECOND_FACTOR_MEANS,
  SECOND_FACTOR_NAMES,
  SECOND_FACTOR_RULES,
} from '#lib/access/second-factor/must-have.rules.ts'
import { saveSettingsAction } from '#lib/trusts/set-up.actions.ts'
import type { SettingsView } from '#lib/trusts/settings.queries.ts'
import { BATCH_CLASS_NAMES } from '#lib/trusts/settings.schema.ts'
import { asPercent, asTemperature } from '#lib/trusts/settings-words.ts'

/** What a trust sets for itself, to be changed. */
export function SettingsForm({ view, trustId }: { view: SettingsView; trustId: string }) {
  const { settings, version } = view
  const classes = Object.entries(BATCH_CLASS_NAMES).map(([value, label]) => ({ value, label }))
  return (
    <ActionForm action={saveSettingsAction} trustId={trustId} version={version} id="rules">
      <Section id="buying" title="Buying">
        <NumberInput
          decimal
          name="vatRate"
          label="VAT on what is bought"
          suffix="%"
          defaultValue={asPercent(settings.vatRate)}
        />
        <NumberInput
          name="unusualTimes"
          label="Ask again when a quantity is so many times the usual one"
          defaultValue={String(settings.unusualTimes)}
        />
        <NumberInput
          name="usageDays"
          label="Work out days of cover from the usage of the last"
          suffix="days"
          defaultValue={String(settings.usageDays)}
        />
      </Section>
      <Section id="goods-in" title="Goods-in">
        <Checkboxes
          name="batchRequired"
          label="Batch and expiry must be booked in for"
          options={classes}
          defaultValues={settings.batchRequired}
        />
        <NumberInput
          decimal
          name="fridgeFrom"
          label="Fridge lines may arrive from"
          suffix="°C"
          defaultValue={asTemperature(settings.fridge.from)}
        />
        <NumberInput
          decimal
          name="fridgeTo"
          label="Fridge lines may arrive up to"
          suffix="°C"
          defaultValue={asTemperature(settings.fridge.to)}
        />
      </Section>
      <Section id="chase" title="Decisions that wait">
        <NumberInput
          name="remindHours"
          label="Remind who has to decide after"
          suffix="working hours"
          defaultValue={String(settings.chase.remindHours)}
        />
        <NumberInput
          name="escalateHours"
          label="Take it to the next role up after"
          suffix="working hours"
          defaultValue={String(settings.chase.escalateHours)}
        />
        <TextInput
          name="workFrom"
          label="A working day begins at"
          hint="Like 8am. Monday to Friday, without bank holidays"
          defaultValue={settings.chase.from}
          width={6}
        />
        <TextInput
          name="workTo"
          label="A working day ends at"
          hint="Like 6pm"
          defaultValue={settings.chase.to}
          width={6}
        />
      </Section>
      <Section id="second-factor" title="Signing in">
        <Radios
          name="secondFactor"
          label="Who must show a code of their phone after the password"
          hint="Whoever must and has none yet is signed out, and led through setting it up when they sign in again. A sign-in by the trust’s own directory counts: the directory asks for its own."
          options={SECOND_FACTOR_RULES.map((value) => ({
            ...{ value, label: SECOND_FACTOR_NAMES[value], hint: SECOND_FACTOR_MEANS[value] },
          }))}
          defaultValue={settings.secondFactor}
        />
      </Section>
      <Section id="sessions" title="Signing out">
        <NumberInput
          name="idleMinutes"
          label="Sign people out when they did nothing for"
          hint="From 5 to 60. They are warned two minutes before, and can stay"
          suffix="minutes"
          defaultValue={String(settings.session.idleMinutes)}
        />
        <NumberInput
          name="hours"
          label="Sign people out in any case after"
          hint="From 1 to 14"
          suffix="hours"
          defaultValue={String(settings.session.hours)}
        />
        <NumberInput
          name="oneTimeHours"
          label="A one-time password that nobody used works for"
          hint="From 1 to 168. After that two administrators give another one"
          suffix="hours"
          defaultValue={String(settings.oneTimeHours)}
        />
      </Section>
      <Section id="keep" title="Access and what is kept">
        <NumberInput
          name="reviewMonths"
          label="Look through who has which access every"
          hint="From 1 to 12"
          suffix="months"
          defaultValue={String(settings.reviewMonths)}
        />
        <NumberInput
          name="keepSignInMonths"
          label="Keep when people were signed in for"
          hint="From 3 to 36. Deleted by itself after that"
          suffix="months"
          defaultValue={String(settings.keepSignInMonths)}
        />
        <NumberInput
          name="keepFinancialYears"
          label="Keep orders, receipts and prices for"
          hint="6 at least: financial records. Nothing of them is deleted by itself"
          suffix="years"
          defaultValue={String(settings.keepFinancialYears)}
        />
        <NumberInput
          name="keepUnlicensedYears"
          label="Keep records of unlicensed medicines for"
          hint="5 at least, by law. Nothing of them is deleted by itself"
          suffix="years"
          defaultValue={String(settings.keepUnlicensedYears)}
        />
        <NumberInput
          name="keepAuditYears"
          label="Keep the record for"
          hint="8 at least. It is never changed or cut"
          suffix="years"
          defaultValue={String(settings.keepAuditYears)}
        />
        <NumberInput
          name="keepFileDays"
          label="Keep lists taken as files for"
          hint="From 1 to 30. Deleted by itself after that"
          suffix="days"
          defaultValue={String(settings.keepFileDays)}
        />
        <NumberInput
          name="keepWebhookDays"
          label="Keep deliveries of webhooks for"
          hint="From 7 to 366. Deleted by itself after that"
          suffix="days"
          defaultValue={String(settings.keepWebhookDays)}
        />
        <NumberInput
          name="keepKeyDays"
          label="Keep what was answered to what people sent for"
          hint="From 30 to 366. So that what is sent twice is done once, then deleted by itself"
          suffix="days"
          defaultValue={String(settings.keepKeyDays)}
        />
        <NumberInput
          name="keepWaitingDays"
          label="Keep who came from the directory and was not let in for"
          hint="From 7 to 30. Deleted by itself after that"
          suffix="days"
          defaultValue={String(settings.keepWaitingDays)}
        />
      </Section>
      <Section id="record" title="Audit record">
        <TextInput
          name="sealsTo"
          autoComplete="off"
          type="email"
          label="Mail the daily seal to (optional)"
          hint="Somebody outside the team that runs Tincture. The seals show whether the record was changed."
          defaultValue={settings.sealsTo}
        />
      </Section>
      <Button>Save rules</Button>
    </ActionForm>
  )
}
