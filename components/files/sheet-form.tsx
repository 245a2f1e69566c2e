import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { chooseSheetAction } from '#lib/files/files.actions.ts'
import type { LoadView } from '#lib/files/loads.queries.ts'

/** Which sheet of a workbook is read, where more than one has something in it. */
export function SheetForm({ load, trustId }: { load: LoadView; trustId: string }) {
  if (load.sheets.length < 2 || !load.kept) return null
  return (
    <ActionForm
      action={chooseSheetAction}
      trustId={trustId}
      version={load.version}
      hidden={{ loadId: load.id }}
      act={`sheet ${load.id} ${load.version}`}
      id="sheet"
      label="Choose the sheet"
    >
      <Select
        name="sheet"
        label="Sheet of the workbook"
        hint={`“${load.sheet}” was read. Another one is read anew, with its own columns.`}
        choices={load.sheets.map((name) => ({ value: name, label: name }))}
        defaultValue={load.sheet ?? undefined}
      />
      <Button kind="secondary">Read this sheet</Button>
    </ActionForm>
  )
}
