/** The rule of the server's `newPassword`, in parts that can be shown as they are met. Lengths are in characters. */
export const MIN_LENGTH = 10
const MIN_KINDS = 3
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]

export const longEnough = (password: string) => password.length >= MIN_LENGTH
export const mixedEnough = (password: string) => KINDS.filter((kind) => kind.test(password)).length >= MIN_KINDS
