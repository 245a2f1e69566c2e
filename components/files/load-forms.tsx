import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { FileInput } from '#components/ui/file-input.tsx'
import { cancelLoadAction, chooseFileAction, confirmLoadAction, undoLoadAction } from '#lib/files/files.actions.ts'
import { LOAD_KIND_NAMES, type LoadKind } from '#lib/files/kind.rules.ts'
import { LARGER, LARGEST_UPLOAD } from '#lib/files/load.schema.ts'
import type { LoadView } from '#lib/files/loads.queries.ts'
import { formatCounted } from '#lib/values/format.ts'

const HINTS = {
  packs: 'Packs with their dm+d ids and barcodes',
  contracts: 'Awards with prices, one row for each pack, supplier and buying group',
  suppliers: 'Names, codes, addresses, and how you trade with each',
  stock: 'What is on the shelves, one row for each batch of a pack; a pack that is named is counted whole',
  usage: 'What stores issued of each medicine on each day',
  codes: 'What your stock system and other systems call each pack',
  lists:
    'What dm+d does not say of each medicine: fridge, hazardous, biosimilar, tariff-excluded, Blueteq, AWaRe, with source and days',
  formulary: 'What your trust’s formulary says of each medicine, with criteria, why and from which day',
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
    <ActionForm action={chooseFileAction} trustId={trustId} id="file">
      <Radios
        name="kind"
        label="What the file holds"
        options={kinds.map((kind) => ({ value: kind, label: LOAD_KIND_NAMES[kind], hint: HINTS[kind] }))}
        defaultValue={wanted ?? (kinds.length === 1 ? kinds[0] : undefined)}
      />
      <FileInput
        name="file"
        label="File"
        hint="Excel workbook (.xlsx), CSV or TSV, at most 32 MB"
        accept=".xlsx,.csv,.tsv,.txt"
        largest={{ bytes: LARGEST_UPLOAD, words: LARGER }}
      />
      <Button>Look through the file</Button>
    </ActionForm>
  )
}

/** Says yes to what a file would change, as the page shows it. */
export function ConfirmForm({ load, trustId }: { load: LoadView; trustId: string }) {
  const changes = load.report.added + load.report.changed
  return (
    <ActionForm
      action={confirmLoadAction}
      trustId={trustId}
      version={load.version}
      hidden={{ loadId: load.id }}
      act={`confirm ${load.id} ${load.version}`}
      id="confirm"
    >
      <Button>{changes === 0 ? 'Load the file' : `Load ${formatCounted(changes, 'change')}`}</Button>
    </ActionForm>
  )
}

/** Throws a file away before it is loaded. */
export function CancelForm({ load, trustId, words }: { load: Pick<LoadView, 'id'>; trustId: string; words: string }) {
  return (
    <ActionForm
      action={cancelLoadAction}
      trustId={trustId}
      hidden={{ loadId: load.id }}
      act={`cancel ${load.id}`}
      id="cancel"
    >
      <Button kind="secondary">{words}</Button>
    </ActionForm>
  )
}

/** Takes back what a file loaded, as long as nothing has used it. */
export function UndoForm({ load, trustId }: { load: LoadView; trustId: string }) {
  return (
    <ActionForm
      action={undoLoadAction}
      trustId={trustId}
      hidden={{ loadId: load.id }}
      act={`undo ${load.id}`}
      id="undo"
    >
      <p>
        Until something uses what this file loaded, it can be taken back: everything is then as it was before the file.
      </p>
      <Button kind="secondary">Take the file back</Button>
    </ActionForm>
  )
}
