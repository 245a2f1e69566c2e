import { TextInput } from '#components/ui/text-input.tsx'

/** Where a code is typed; phones offer the one they know. `recovery`: a recovery code will do, too. */
export function CodeInput({ label, hint, recovery }: { label: string; hint?: string; recovery?: boolean }) {
  return (
    <TextInput
      name="code"
      label={label}
      hint={hint}
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      spellCheck={false}
      width={10}
    />
  )
}
