/** Who is given rows under pseudonyms. */
export interface ExportRecipientTables {
  export_recipient: ExportRecipientTable
}

/** A recipient and a purpose. The key never leaves the store: without it no pseudonym leads back to a child. */
export interface ExportRecipientTable {
  id: string
  name: string
  purpose: string
  /** 32 bytes as hex. */
  pseudonym_key: string
  created_on: string
  created_at: string
  created_by: string
}
