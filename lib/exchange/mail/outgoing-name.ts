/** A message's file name as it stands in a web address, read back; what cannot be read names nothing. */
export function nameInAddress(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
