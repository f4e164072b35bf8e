/** Opens the browser's own dialog, under a title that makes a good file name. A phone comes back before anything is printed. */
export function printAs(name: string): void {
  const title = document.title
  document.title = name
  addEventListener('afterprint', () => { document.title = title }, { once: true })
  window.print()
}
