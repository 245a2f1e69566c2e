import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, ButtonLink, Buttons } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { FileInput } from '#components/ui/file-input.tsx'
import { LOAD_KIND_NAMES, type LoadKind, type LoadReport } from '#lib/catalogue/load/report.rules.ts'
import {
  dropFileAction,
  loadContractsAction,
  loadPacksAction,
  stageFileAction,
} from '#lib/contracts/load/load.actions.ts'
import { formatCounted } from '#lib/values/format.ts'

const HINTS = {
  packs: 'Packs with their dm+d ids and barcodes',
  contracts: 'Awards with prices, one row for each pack, supplier and buying group',
} as const satisfies Record<LoadKind, string>

/** Chooses a file and says what it holds; `wanted` is chosen beforehand. */
export function ChooseFileForm({
  kinds,
  wanted,
  trustId,
}: {
  kinds: readonly LoadKind[]
  wanted?: LoadKind
  trustId: string
}) {
  return (
    <ActionForm action={stageFileAction} trustId={trustId} id="file">
      <Radios
        name="kind"
        label="What the file holds"
        options={kinds.map((kind) => ({ value: kind, label: LOAD_KIND_NAMES[kind], hint: HINTS[kind] }))}
        defaultValue={wanted ?? (kinds.length === 1 ? kinds[0] : undefined)}
      />
      <FileInput name="file" label="CSV file" hint="At most 9 MB" accept=".csv,text/csv,text/plain" />
      <Button>Look through the file</Button>
    </ActionForm>
  )
}

/** Loads what was looked through, or throws it away. Nothing can be loaded while a problem is left. */
export function LoadFileForms({ report, stageId, trustId }: { report: LoadReport; stageId: string; trustId: string }) {
  const changes = report.added + report.changed
  const words = changes === 0 ? 'Close: nothing changes' : `Load ${formatCounted(changes, 'change')}`
  return (
    <Buttons>
      {report.problemCount > 0 && <ButtonLink href="/settings/loads/new">Choose the corrected file</ButtonLink>}
      {report.problemCount === 0 && (
        <ActionForm
          action={report.kind === 'packs' ? loadPacksAction : loadContractsAction}
          trustId={trustId}
          hidden={{ stageId }}
          act={`load ${stageId}`}
          id="load"
        >
          <Button>{words}</Button>
        </ActionForm>
      )}
      <ActionForm action={dropFileAction} trustId={trustId} hidden={{ stageId }} act={`drop ${stageId}`} id="drop">
        <Button kind="secondary">Throw the file away</Button>
      </ActionForm>
    </Buttons>
  )
}
