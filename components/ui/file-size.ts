import type { FieldError } from '#lib/action-answer.ts'

/** The largest file that a field takes, in bytes, and what to do about a larger one. */
export type LargestFile = { bytes: number; words: string }

/** A field as the browser holds it; `dataset` says what `LargestFile` its file may be. */
export type FileField = {
  name: string
  files: ArrayLike<{ name: string; size: number }> | null
  dataset: { largest?: string; larger?: string }
}

/**
 * Which fields hold a file that is too large, and how large it is. Looked at before anything is sent: the server cuts
 * off a body that is too large, and could not say what is wrong with it.
 */
export function filesTooLarge(fields: readonly FileField[]): FieldError[] {
  return fields.flatMap(({ name, files, dataset: { largest, larger = '' } }) => {
    const file = Array.from(files ?? []).find(({ size }) => largest !== undefined && size > Number(largest))
    return file ? [{ field: name, message: `${larger}: ${file.name} has ${megabytes(file.size)} MB` }] : []
  })
}

/** Rounded up, so that what is too large also reads so. */
function megabytes(bytes: number): number {
  return Math.ceil(bytes / 100_000) / 10
}
