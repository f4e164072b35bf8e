import { nextTick } from 'vue'

/** Moves the focus to the first field of this form that is at fault, once the page shows the messages; parts that are closed over one are opened. */
export async function focusFirstError(form: HTMLElement | null | undefined): Promise<void> {
  await nextTick()
  const faulty = [...form?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? []]
  for (const field of faulty) field.closest('details')?.setAttribute('open', '')
  faulty[0]?.focus()
}
