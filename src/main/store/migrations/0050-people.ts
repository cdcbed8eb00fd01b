import type { Migration } from './migration.ts'

const linkKinds = ['twin', 'sibling', 'not_same']

const oneOf = (values: readonly string[]) => `(${values.map((value) => `'${value}'`).join(', ')})`

/**
 * People: merged records, where their referrals came from, and what people decided about two records. Decisions of
 * before become links; two records that were only linked as one child are a question again, since they can be merged
 * now. Open referrals of one child to one service are marked.
 */
export const people: Migration = {
  number: 50,
  name: 'people',
  sql: `
CREATE TABLE child_merge (
  id TEXT PRIMARY KEY,
  survivor_id TEXT NOT NULL REFERENCES child (id),
  merged_id TEXT NOT NULL REFERENCES child (id),
  merged_at TEXT NOT NULL,
  merged_by TEXT NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL,
  taken TEXT NOT NULL,
  contacts TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT REFERENCES account (id),
  undone_reason TEXT,
  CHECK (survivor_id <> merged_id)
) STRICT;
CREATE UNIQUE INDEX child_merge_standing ON child_merge (merged_id) WHERE undone_at IS NULL;
CREATE INDEX child_merge_survivor ON child_merge (survivor_id, merged_at);
CREATE INDEX child_merge_at ON child_merge (merged_at, id);

CREATE TABLE merged_child (
  child_id TEXT PRIMARY KEY REFERENCES child (id),
  survivor_id TEXT NOT NULL REFERENCES child (id),
  CHECK (survivor_id <> child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_child_survivor ON merged_child (survivor_id);

CREATE TABLE referral_home (
  referral_id TEXT PRIMARY KEY REFERENCES referral (id),
  child_id TEXT NOT NULL REFERENCES child (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_home_child ON referral_home (child_id);

CREATE TABLE child_link (
  id TEXT PRIMARY KEY,
  left_child_id TEXT NOT NULL REFERENCES child (id),
  right_child_id TEXT NOT NULL REFERENCES child (id),
  kind TEXT NOT NULL CHECK (kind IN ${oneOf(linkKinds)}),
  reason TEXT,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL REFERENCES account (id),
  taken_back_at TEXT,
  taken_back_by TEXT REFERENCES account (id),
  taken_back_reason TEXT,
  CHECK (left_child_id < right_child_id)
) STRICT;
CREATE UNIQUE INDEX child_link_standing ON child_link (left_child_id, right_child_id) WHERE taken_back_at IS NULL;
CREATE INDEX child_link_right ON child_link (right_child_id) WHERE taken_back_at IS NULL;
CREATE INDEX child_link_at ON child_link (decided_at, id) WHERE taken_back_at IS NULL;

INSERT INTO child_link (id, left_child_id, right_child_id, kind, decided_at, decided_by)
SELECT id, left_child_id, right_child_id, CASE decision WHEN 'siblings' THEN 'sibling' ELSE 'not_same' END,
  decided_at, decided_by
FROM duplicate_pair WHERE decision IN ('siblings', 'not_same') AND decided_at IS NOT NULL AND decided_by IS NOT NULL;

UPDATE waiting_list SET has_possible_duplicate = 1,
  flags = CASE WHEN flags LIKE '%,missing_data,'
    THEN substr(flags, 1, length(flags) - length('missing_data,')) || 'possible_duplicate,missing_data,'
    ELSE flags || 'possible_duplicate,' END
WHERE has_possible_duplicate = 0 AND child_id IN (
  SELECT left_child_id FROM duplicate_pair WHERE decision = 'same'
  UNION SELECT right_child_id FROM duplicate_pair WHERE decision = 'same');
UPDATE duplicate_pair SET decision = NULL, decided_by = NULL, decided_at = NULL WHERE decision = 'same';

UPDATE waiting_list SET flags = flags || 'same_service_twice,'
WHERE is_open = 1 AND EXISTS (
  SELECT 1 FROM waiting_list AS other
  WHERE other.child_id = waiting_list.child_id AND other.service_id = waiting_list.service_id
    AND other.is_open = 1 AND other.referral_id <> waiting_list.referral_id);
`,
}
