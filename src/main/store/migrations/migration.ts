/** One numbered step of the store's shape. Numbers go in tens, so that one can be slotted in. Never edited once released. */
export interface Migration {
  number: number
  name: string
  sql: string
}
