import { ActionFormClient, type ActionFormProps } from './action-form-client.tsx'

/**
 * A form around a server action, for pages drawn on the server. Adds a command key drawn with the page, used only where
 * the browser runs no script; otherwise the browser makes its own. Client components use `ActionFormClient` directly.
 */
export function ActionForm(props: Omit<ActionFormProps, 'drawnKey'>) {
  return <ActionFormClient {...props} drawnKey={crypto.randomUUID()} />
}
