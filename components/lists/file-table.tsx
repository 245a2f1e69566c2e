import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { CellBar } from '#components/ui/progress.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { FILE_FORMATS } from '#lib/documents/spreadsheet.ts'
import type { FileRow } from '#lib/lists/files.queries.ts'
import { cancelFileAction, removeFileAction } from '#lib/lists/lists.actions.ts'
import { formatCounted, formatDateOf, formatFileSize, formatWhen } from '#lib/values/format.ts'
import { madeWords } from './file-progress.ts'

const WHY: Readonly<Record<FileRow['why'], string>> = {
  '': '',
  left: 'You no longer work here',
  not_allowed: 'The list is no longer for your role',
  gone: 'The list is not there any more',
  fault: 'We could not make it. Ask for it again',
}

/** Files that somebody asked for: how far each is, what it holds, and what can be done with it. */
export function FileTable({ files, trustId, now }: { files: readonly FileRow[]; trustId: string; now: Date }) {
  return (
    <Table caption="Your files, newest first">
      <TableHead>
        <HeadCell>File</HeadCell>
        <HeadCell>Asked for</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Kept until</HeadCell>
        <HeadCell>What you can do</HeadCell>
      </TableHead>
      <TableBody>
        {files.map((file) => (
          <Row key={file.id}>
            <RowHead>
              {file.state === 'ready' ? <a href={`/files/${file.id}/content`}>{file.fileName}</a> : file.fileName}
              <Sub>
                {file.title}, {FILE_FORMATS[file.format].name}
              </Sub>
            </RowHead>
            <Cell label="Asked for">{formatWhen(file.askedAt, now)}</Cell>
            <Cell label="State">
              <span>
                {stateOf(file)}
                {file.state === 'making' && file.rowsExpected !== null && (
                  <CellBar value={file.rows} whole={Math.max(file.rows, file.rowsExpected)} />
                )}
                {file.cutOff && <Sub>Cut off: the list is longer than a file may be</Sub>}
              </span>
            </Cell>
            <Cell label="Kept until">{formatDateOf(file.keptUntil)}</Cell>
            <Cell label="What you can do">
              <FileAct file={file} trustId={trustId} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function stateOf(file: FileRow): string {
  switch (file.state) {
    case 'waiting':
      return 'Waits for its turn'
    case 'making':
      return `Being made: ${madeWords(file)}`
    case 'ready':
      return `Ready: ${formatCounted(file.rows, 'row')}, ${formatFileSize(file.sizeBytes)}`
    case 'failed':
      return `Not made. ${WHY[file.why]}`
    case 'cancelled':
      return 'Cancelled'
  }
}

function FileAct({ file, trustId }: { file: FileRow; trustId: string }) {
  const underWay = file.state === 'waiting' || file.state === 'making'
  return (
    <ActionForm
      action={underWay ? cancelFileAction : removeFileAction}
      trustId={trustId}
      hidden={{ fileId: file.id }}
      id={`file-${file.id}`}
      label={`${underWay ? 'Cancel' : 'Remove'} ${file.fileName}`}
    >
      <Button kind="secondary" small>
        {underWay ? 'Cancel' : 'Remove'}
      </Button>
    </ActionForm>
  )
}
