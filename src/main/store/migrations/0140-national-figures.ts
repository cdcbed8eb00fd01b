import type { Migration } from './migration.ts'

const date = (column: string) =>
  `CHECK (${column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date(${column}) IS ${column})`

/** NHS England's published figures, and with whom this store compares itself. */
export const nationalFigures: Migration = {
  number: 140,
  name: 'national figures',
  sql: `
CREATE TABLE national_publication (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  month TEXT NOT NULL CHECK (month GLOB '20[0-9][0-9]-[0-1][0-9]' AND date(month || '-01') IS month || '-01'),
  scheme TEXT NOT NULL CHECK (scheme IN ('chs8', 'chs7')),
  published_on TEXT ${date('published_on')},
  revised_on TEXT ${date('revised_on')},
  source TEXT NOT NULL CHECK (source IN ('workbook', 'supplied')),
  file_name TEXT,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  notes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes)),
  regions INTEGER NOT NULL,
  icbs INTEGER NOT NULL,
  providers INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  imported_by TEXT REFERENCES account (id),
  state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'replaced', 'removed')),
  state_at TEXT,
  state_by TEXT REFERENCES account (id),
  state_reason TEXT
) STRICT;
CREATE UNIQUE INDEX national_publication_current ON national_publication (month) WHERE state = 'current';
CREATE UNIQUE INDEX national_publication_file ON national_publication (sha256);

CREATE TABLE national_figure (
  publication_id TEXT NOT NULL REFERENCES national_publication (id),
  line TEXT NOT NULL,
  place INTEGER NOT NULL CHECK (place >= 0),
  organisation_type TEXT NOT NULL CHECK (organisation_type IN ('National', 'Region', 'ICB', 'Provider')),
  organisation_code TEXT NOT NULL,
  organisation_name TEXT NOT NULL,
  total INTEGER CHECK (total >= 0),
  total_withheld INTEGER NOT NULL DEFAULT 0 CHECK (total_withheld IN (0, 1)),
  bands TEXT NOT NULL CHECK (json_valid(bands)),
  PRIMARY KEY (publication_id, line, place),
  CHECK (total IS NULL OR total_withheld = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE comparison_choice (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  provider_code TEXT,
  region_code TEXT,
  icb_code TEXT,
  peers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(peers))
) STRICT;
`,
}
