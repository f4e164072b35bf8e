/** What was asked cannot be done as things stand. The message says why and what to do, for whoever asked; no stack helps there. */
export class Refusal extends Error {}
