import { nextTick } from 'vue'

/** Moves the focus to the first field of this form that is at fault, once the page shows the messages. */
export async function focusFirstError(form: HTMLElement | null | undefined): Promise<void> {
  await nextTick()
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
