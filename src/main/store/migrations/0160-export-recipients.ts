import type { Migration } from './migration.ts'

/** Who is given rows under pseudonyms and for what, each with the key its pseudonyms are made with. */
export const exportRecipients: Migration = {
  number: 160,
  name: 'export recipients',
  sql: `
CREATE TABLE export_recipient (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 100),
  purpose TEXT NOT NULL CHECK (length(purpose) BETWEEN 3 AND 300),
  pseudonym_key TEXT NOT NULL CHECK (length(pseudonym_key) = 64 AND pseudonym_key NOT GLOB '*[^0-9a-f]*'),
  created_on TEXT NOT NULL CHECK (date(created_on) IS created_on),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE UNIQUE INDEX export_recipient_by_name ON export_recipient (name COLLATE NOCASE, purpose COLLATE NOCASE);
`,
}
