import { randomInt } from 'node:crypto'
import { newPassword } from '../contract/account.ts'

/** Without the letters and digits that are taken for each other on paper: 0 O o, 1 I l, and so on. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const GROUP_LENGTH = 4

/** Read out over a telephone, typed once: `Kp7m-9tRw-x4Hd`, 69 bits, within the rule for passwords. */
export function oneTimePassword(): string {
  for (;;) {
    const password = Array.from({ length: GROUPS }, group).join('-')
    if ([/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(password)) && newPassword.safeParse(password).success) return password
  }
}

const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
